package org.countersign.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The settings that the server knows, by its own properties and its own code. */
final class Settings {

    private static final Path PROPERTIES = Path.of("src/main/resources/application.properties");
    private static final Pattern NAME =
            Pattern.compile("\"(countersign\\.[a-z][a-z.-]*[a-z])\"|^# (countersign\\.[a-z.-]+)=", Pattern.MULTILINE);
    private static final Set<String> VARIABLES = variables();

    /** Whether this environment variable is a setting. */
    static boolean know(String variable) {
        return VARIABLES.contains(variable);
    }

    static String value(String name) {
        return properties().getProperty(name);
    }

    static long seconds(String name) {
        return Duration.parse("PT" + value(name).replaceFirst("^PT", "")).toSeconds();
    }

    private static Set<String> variables() {
        Set<String> names = new TreeSet<>(properties().stringPropertyNames());
        names.addAll(
                List.of("quarkus.datasource.jdbc.url", "quarkus.datasource.username", "quarkus.datasource.password"));
        Stream.concat(Stream.of(PROPERTIES), sources()).forEach(file -> {
            Matcher found = NAME.matcher(text(file));
            while (found.find()) {
                String name = found.group(1) == null ? found.group(2) : found.group(1);
                names.add(name);
                // what is sent to a shop may lie in a file (docs/backends.md)
                if (name.endsWith(".secret-key") || name.endsWith(".token")) {
                    names.add(name + "-file");
                }
            }
        });
        Set<String> variables = new TreeSet<>();
        names.forEach(name -> variables.add(name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_")));
        return variables;
    }

    private static Stream<Path> sources() {
        try (Stream<Path> all = Files.walk(Path.of("src/main/java"))) {
            return all.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties properties() {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(PROPERTIES)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Settings() {}
}
