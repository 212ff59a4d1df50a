package org.countersign.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Every jar of the package is ready for a native executable, by its own metadata or by our review. */
@EnabledIf("org.countersign.process.Built#isJar")
class NativeReviewIT {

    private static final Path LIBRARIES =
            Path.of(System.getProperty("package.directory", "target"), "quarkus-app", "lib");

    @Test
    void everyJarHasMetadataOrWasReviewed() throws IOException {
        assertThat(unknown(jarsWithoutMetadata(), reviewed())).isEmpty();
    }

    @Test
    void everyLineOfTheReviewSaysWhyAndConcernsAJarOfThePackage() throws IOException {
        Set<String> jars = jarsWithoutMetadata();
        assertThat(lines()).allMatch(line -> line.split("\\s+", 2).length == 2);
        assertThat(reviewed())
                .filteredOn(pattern -> jars.stream().noneMatch(jar -> matches(pattern, jar)))
                .isEmpty();
    }

    @Test
    void aJarThatNobodyReviewedIsSeen() {
        assertThat(unknown(
                        Set.of("com.example.reflecting", "io.vertx.vertx-core"), List.of("io.vertx.*", "com.example")))
                .containsExactly("com.example.reflecting");
    }

    private static Set<String> unknown(Set<String> jars, List<String> reviewed) {
        return jars.stream()
                .filter(jar -> reviewed.stream().noneMatch(pattern -> matches(pattern, jar)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean matches(String pattern, String jar) {
        return pattern.endsWith("*") ? jar.startsWith(pattern.substring(0, pattern.length() - 1)) : jar.equals(pattern);
    }

    private static List<String> reviewed() throws IOException {
        return lines().stream().map(line -> line.split("\\s+")[0]).toList();
    }

    private static List<String> lines() throws IOException {
        return Files.readAllLines(Path.of("native-reviewed.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    private static Set<String> jarsWithoutMetadata() throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> all = Files.walk(LIBRARIES)) {
            for (Path jar : all.filter(file -> file.toString().endsWith(".jar")).toList()) {
                String name = jar.getFileName().toString().replaceAll("-\\d[^/]*\\.jar$", "");
                if (!name.startsWith("io.quarkus.") && !hasMetadata(jar)) {
                    found.add(name);
                }
            }
        }
        assertThat(found).isNotEmpty();
        return found;
    }

    private static boolean hasMetadata(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().anyMatch(entry -> entry.getName().startsWith("META-INF/native-image/"))
                    || file.getEntry("META-INF/quarkus-extension.properties") != null;
        }
    }
}
