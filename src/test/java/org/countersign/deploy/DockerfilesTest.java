package org.countersign.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The images need no root, no shell and no file system that can be written to, and listen where the manifests say. */
class DockerfilesTest {

    static List<Path> all() throws IOException {
        try (Stream<Path> ours = Files.list(Path.of("src/main/docker"))) {
            return Stream.concat(
                            ours.filter(file -> file.getFileName().toString().startsWith("Dockerfile")),
                            Stream.of(Path.of("k8s/overlays/keycloak/Dockerfile")))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void anImageIsWhatTheManifestsExpect(Path file) throws IOException {
        assertThat(objections(Files.readAllLines(file))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "USER 1001=USER root",
                "USER 1001=USER 0",
                "USER 1001=",
                "ENTRYPOINT [\"/opt/countersign/server\"]=ENTRYPOINT /opt/countersign/server",
                "ENTRYPOINT [\"/opt/countersign/server\"]=ENTRYPOINT [\"sh\", \"-c\", \"x\"]",
                "ENTRYPOINT [\"/opt/countersign/server\"]=",
                "EXPOSE 8080=EXPOSE 80",
                "EXPOSE 8080=RUN chmod 775 /opt/countersign",
            })
    void whatIsNotIsRefused(String change) throws IOException {
        String[] fromTo = change.split("=", 2);
        List<String> lines = new ArrayList<>(Files.readAllLines(Path.of("src/main/docker/Dockerfile.native-micro")));
        assertThat(lines).contains(fromTo[0]);
        lines.set(lines.indexOf(fromTo[0]), fromTo[1]);
        assertThat(objections(lines)).isNotEmpty();
    }

    /** Nothing but what the build makes reaches the builder of an image, and all that is copied does. */
    @ParameterizedTest
    @MethodSource("all")
    void whatIsCopiedIsNotIgnored(Path file) throws IOException {
        List<String> ignored = Files.readAllLines(Path.of(".dockerignore"));
        assertThat(ignored).startsWith("*").doesNotContain("!src", "!target");
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("COPY ") && !line.contains("--from=")) {
                String source = line.replaceAll("^COPY( --\\S+)*\\s+(\\S+?)/?\\s.*", "$2");
                assertThat(ignored).contains("!" + source);
            }
        }
    }

    /** Of the last stage: the others are not in the image. */
    private static List<String> objections(List<String> file) {
        List<String> lines = new ArrayList<>();
        for (String line :
                String.join("\n", file).replaceAll("\\\\\n", " ").lines().toList()) {
            if (line.startsWith("FROM ")) {
                lines.clear();
            }
            if (!line.isBlank() && !line.startsWith("#")) {
                lines.add(line.strip());
            }
        }
        List<String> found = new ArrayList<>();
        demand(found, lines, "FROM \\S*/[^/]*\\d[^/]*", "a base image by its version");
        demand(found, lines, "USER [1-9][0-9]*(:[0-9]+)?", "a user by number that is not root");
        demand(found, lines, "EXPOSE 8080( \\d+)*", "the port of the manifests");
        demand(found, lines, "ENTRYPOINT \\[\"(?!/?(bin/)?(ba)?sh\").*", "an entry point that needs no shell");
        if (lines.stream().anyMatch(line -> line.startsWith("RUN ") && !line.startsWith("RUN ["))) {
            found.add("RUN needs a shell: do it in an earlier stage");
        }
        return found;
    }

    private static void demand(List<String> found, List<String> lines, String pattern, String what) {
        if (lines.stream().noneMatch(line -> line.matches(pattern))) {
            found.add("it lacks " + what);
        }
    }
}
