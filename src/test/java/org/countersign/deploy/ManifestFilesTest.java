package org.countersign.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file for a cluster is read by the model of its kind, and a field that the kind does not have is refused. */
class ManifestFilesTest {

    static List<Manifest> typed() {
        return Manifest.ofAllFiles().stream()
                .filter(manifest -> TypedModels.know(manifest.type()))
                .toList();
    }

    static Stream<String> typesOfModels() {
        return typed().stream().map(Manifest::type).distinct();
    }

    @Test
    void everyKindIsKnown() {
        assertThat(Manifest.ofAllFiles())
                .hasSizeGreaterThan(20)
                .allMatch(manifest -> TypedModels.know(manifest.type()) || CustomResources.know(manifest));
        assertThat(TypedModels.know("apps/v1 Deploymint")).isFalse();
        assertThat(TypedModels.know("example.com/v1 Service")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("typed")
    void aFileHasNoFieldThatItsKindDoesNotHave(Manifest manifest) {
        assertThat(TypedModels.objections(manifest)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("typesOfModels")
    void aMisspeltFieldOfThisKindIsRefusedAtEveryDepth(String type) {
        List<Misspelt> all = typed().stream()
                .filter(manifest -> manifest.is(type))
                .flatMap(manifest -> Misspelt.allOf(manifest).stream())
                .toList();
        assertThat(all).hasSizeGreaterThan(1);
        assertThat(all)
                .allSatisfy(misspelt -> assertThat(TypedModels.objections(misspelt.manifest()))
                        .as(misspelt.where())
                        .isNotEmpty());
    }
}
