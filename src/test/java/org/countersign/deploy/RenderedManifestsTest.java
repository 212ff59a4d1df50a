package org.countersign.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests as {@code kubectl kustomize} makes them, alone and together. Needs kubectl and npm. */
@Tag("outer")
class RenderedManifestsTest {

    /** Every folder that kustomize knows, found, so that a new one joins by itself. */
    static List<Composition> everyFolder() throws IOException {
        try (Stream<Path> all = Files.walk(Manifest.FOLDER)) {
            return all.filter(file -> file.endsWith("kustomization.yaml"))
                    .map(file -> Kustomize.rendered(file.getParent()))
                    .toList();
        }
    }

    static List<Composition> together() {
        List<String> beside = new ArrayList<>(List.of("postgres", "keycloak"));
        if (Files.exists(Manifest.FOLDER.resolve("overlays/monitoring"))) {
            beside.add("monitoring");
        }
        return Stream.of("plain", "knative")
                .flatMap(server -> Stream.of(
                        Kustomize.together(server),
                        Kustomize.together(Stream.concat(Stream.of(server), beside.stream())
                                .toArray(String[]::new))))
                .toList();
    }

    static List<Manifest> customResources() throws IOException {
        return everyFolder().stream()
                .flatMap(composition -> composition.all().stream())
                .filter(CustomResources::know)
                .toList();
    }

    @Test
    void nothingIsForgotten() throws IOException {
        assertThat(everyFolder())
                .hasSizeGreaterThanOrEqualTo(6)
                .allMatch(composition -> !composition.all().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("everyFolder")
    void everyObjectIsReadByTheModelOfItsKindOrHasASchema(Composition composition) {
        assertThat(composition.all()).allSatisfy(manifest -> {
            assertThat(TypedModels.know(manifest.type()) || CustomResources.know(manifest))
                    .as(manifest.type())
                    .isTrue();
            if (TypedModels.know(manifest.type())) {
                assertThat(TypedModels.objections(manifest)).isEmpty();
            }
        });
    }

    @Test
    void customResourcesAreWhatTheirPublishedSchemasSay() throws IOException {
        List<Manifest> all = customResources();
        assertThat(all).isNotEmpty();
        assertThat(CustomResources.objections(all)).hasSameSizeAs(all).allMatch(List::isEmpty);
    }

    @Test
    void aMisspeltFieldOfACustomResourceIsRefusedAtEveryDepth() throws IOException {
        List<Misspelt> all = customResources().stream()
                .flatMap(manifest -> Misspelt.allOf(manifest).stream())
                .toList();
        List<List<String>> found =
                CustomResources.objections(all.stream().map(Misspelt::manifest).toList());
        assertThat(all).hasSizeGreaterThan(10).hasSameSizeAs(found);
        for (int i = 0; i < all.size(); i++) {
            assertThat(found.get(i)).as(all.get(i).where()).isNotEmpty();
        }
        Manifest unknown =
                new Manifest("here", all.getFirst().manifest().json().deepCopy().put("kind", "Clusterx"));
        assertThat(CustomResources.objections(List.of(unknown)).getFirst()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("together")
    void whatIsAppliedTogetherFitsTogether(Composition composition) {
        assertThat(Rule.ALL)
                .allSatisfy(rule ->
                        assertThat(rule.objections(composition)).as(rule.name()).isEmpty());
        assertThat(composition.workloads())
                .flatExtracting(Workload::containers)
                .extracting(container -> container.path("image").asText())
                .as("images by tag or digest")
                .allMatch(image -> image.matches(".*(:[^/]+|@sha256:[0-9a-f]{64})"));
    }

    @ParameterizedTest
    @MethodSource("together")
    void changedSettingsAreNewPods(Composition composition) {
        Manifest settings = composition.one("ConfigMap", "countersign");
        assertThat(settings.name()).as("with a hash").matches("countersign-[a-z0-9]{10}");
        assertThat(composition.workloads().stream().filter(Workload::isOurs).filter(Workload::isServer))
                .isNotEmpty()
                .allSatisfy(server ->
                        assertThat(Reference.of(server)).contains(new Reference("ConfigMap", settings.name(), "")));
    }
}
