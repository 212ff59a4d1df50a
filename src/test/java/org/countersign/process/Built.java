package org.countersign.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * What the last {@code package} made: jars for a Java, or a native executable ({@code -Dnative}). Tests that start servers
 * start that, whichever it is; those that look into jars are for jars.
 */
public final class Built {

    private static final Path FOLDER = Path.of(System.getProperty("package.directory", "target"));

    public static boolean isExecutable() {
        Path artifact = FOLDER.resolve("quarkus-artifact.properties");
        if (!Files.exists(artifact)) {
            return false;
        }
        return properties(artifact).getProperty("type", "").equals("native");
    }

    public static boolean isJar() {
        return !isExecutable();
    }

    /** How it is started; system properties go behind the first word, commands at the end. */
    public static List<String> program() {
        return isExecutable() ? List.of(executable().toString()) : jar(FOLDER.resolve("quarkus-app/quarkus-run.jar"));
    }

    static List<String> jar(Path jar) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-jar",
                jar.toAbsolutePath().toString());
    }

    private static Path executable() {
        return FOLDER.resolve(properties(FOLDER.resolve("quarkus-artifact.properties"))
                        .getProperty("path"))
                .toAbsolutePath();
    }

    private static Properties properties(Path file) {
        Properties properties = new Properties();
        try (var in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return properties;
    }

    private Built() {}
}
