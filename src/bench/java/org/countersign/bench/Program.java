package org.countersign.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A way to start the server. @param words with a Java of its own first; settings go behind that as system properties */
record Program(String name, List<String> words) {

    /** By the Java that measures. */
    static Program jar(Path jar, String... options) {
        return new Program(
                "jar " + String.join(" ", options),
                words(Path.of(System.getProperty("java.home"), "bin", "java"), jar, options));
    }

    /** What {@code ./mvnw -Paot package} made, as Dockerfile.jvm starts it. */
    static Program image(Path folder, String... options) {
        List<String> all = new ArrayList<>(
                List.of("-XX:AOTCache=" + folder.toAbsolutePath().resolve("countersign.aot")));
        all.addAll(List.of(options));
        return new Program(
                "image " + String.join(" ", options),
                words(
                        folder.toAbsolutePath().resolve("runtime/bin/java"),
                        folder.resolve("app/quarkus-run.jar"),
                        all.toArray(String[]::new)));
    }

    Program named(String other) {
        return new Program(other, words);
    }

    private static List<String> words(Path java, Path jar, String... options) {
        return Stream.of(
                        Stream.of(java.toString()),
                        Stream.of(options).filter(option -> !option.isEmpty()),
                        Stream.of("-jar", jar.toAbsolutePath().toString()))
                .flatMap(part -> part)
                .toList();
    }

    /** Does not wait until it is ready. */
    ProcessHandle start(Map<String, String> settings) throws IOException {
        List<String> command = new ArrayList<>(words);
        settings.forEach((name, value) -> command.add(1, "-D" + name + "=" + value));
        File log = File.createTempFile("countersign-", ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process.toHandle();
    }
}
