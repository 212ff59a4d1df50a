package org.countersign.fire;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.countersign.process.Built;

/**
 * The packaged server, started as fast as a JVM can: its jars as a class path, a small heap, and an AOT cache that is trained
 * once, since a harness that kills a thousand servers starts a thousand. A native executable is started as it is.
 */
final class Program {

    private static final Path PACKAGE = Path.of(System.getProperty("package.directory", "target"), "quarkus-app");

    private final Path folder;
    private final String jars;

    Program() {
        try {
            folder = Files.createTempDirectory("countersign-fire-");
            jars = Stream.of(
                            "quarkus/transformed-bytecode.jar",
                            "quarkus/generated-bytecode.jar",
                            "app",
                            "lib/boot",
                            "lib/main")
                    .map(PACKAGE::resolve)
                    .flatMap(Program::jars)
                    .map(jar -> jar.toAbsolutePath().toString())
                    .collect(Collectors.joining(File.pathSeparator));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    Path log() {
        return folder.resolve("servers.log");
    }

    Process start(Map<String, String> settings) {
        Path cache = folder.resolve("countersign.aot");
        return launch(settings, Files.exists(cache) ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off") : List.of());
    }

    /** Starts one that notes what it loads while it works, until {@link #trained}. */
    Process train(Map<String, String> settings) {
        return launch(settings, List.of("-XX:AOTCacheOutput=" + folder.resolve("countersign.aot")));
    }

    /** Stops it; the next ones start with what it had loaded. */
    void trained(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(90, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Process launch(Map<String, String> settings, List<String> flags) {
        List<String> command = new ArrayList<>(Built.isExecutable() ? Built.program() : java(flags));
        settings.forEach((name, value) -> command.add(1, "-D" + name + "=" + value));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("QUARKUS_") || name.startsWith("COUNTERSIGN_"));
        try {
            return builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private List<String> java(List<String> flags) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
        command.addAll(flags);
        command.addAll(List.of("-cp", jars, "org.countersign.Main"));
        return command;
    }

    private static Stream<Path> jars(Path place) {
        if (!Files.isDirectory(place)) {
            return Stream.of(place).filter(Files::exists);
        }
        try (Stream<Path> all = Files.list(place)) {
            return all.filter(file -> file.toString().endsWith(".jar")).sorted().toList().stream();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
