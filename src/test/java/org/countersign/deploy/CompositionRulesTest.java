package org.countersign.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold of everything that is applied together holds, and each rule sees what breaks it. */
class CompositionRulesTest {

    private static final List<Composition> COMPOSITIONS = List.of(
            Composition.ofFiles("plain"),
            Composition.ofFiles("knative"),
            Composition.ofFiles("plain", "postgres", "keycloak"),
            Composition.ofFiles("knative", "postgres", "keycloak"));

    static Stream<Arguments> everyRuleOfEveryComposition() {
        return COMPOSITIONS.stream()
                .flatMap(composition -> Rule.ALL.stream().map(rule -> Arguments.of(rule, composition)));
    }

    static List<Mutation> mutations() {
        return Mutation.ALL;
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("everyRuleOfEveryComposition")
    void theRuleHolds(Rule rule, Composition composition) {
        assertThat(rule.objections(composition)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutations")
    void whatBreaksTheRuleIsSeen(Mutation mutation) {
        Composition broken = COMPOSITIONS.get(mutation.knative() ? 3 : 2).copy();
        mutation.breaking().accept(broken);
        assertThat(Rule.named(mutation.rule()).objections(broken)).isNotEmpty();
    }

    @Test
    void everyRuleIsBrokenOnce() {
        assertThat(Rule.ALL)
                .extracting(Rule::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> Mutation.ALL.stream()
                        .anyMatch(mutation -> mutation.rule().equals(name)));
    }

    /** What is not set stays as it is written there, and then everybody knows the secret. */
    @Test
    void everyVariableOfTheRealmIsSetInKeycloak() throws IOException {
        Workload keycloak = COMPOSITIONS.get(2).workloads().stream()
                .filter(workload -> workload.manifest().name().equals("countersign-keycloak"))
                .findFirst()
                .orElseThrow();
        String realm = Files.readString(Path.of("k8s/overlays/keycloak/countersign-realm.json"));
        assertThat(Pattern.compile("\\$\\{(\\w+)}").matcher(realm).results().map(found -> found.group(1)))
                .contains("COUNTERSIGN_PUBLIC_URL", "COUNTERSIGN_SWEEP_CLIENT_SECRET")
                .isSubsetOf(Variables.of(keycloak, COMPOSITIONS.get(2)).keySet());
    }

    @Test
    void whatTheServerDoesNotKnowIsNoSetting() {
        assertThat(Stream.of(
                        "COUNTERSIGN_PUBLIC_URL", "COUNTERSIGN_SWEEP_CLIENT_SECRET_FILE", "COUNTERSIGN_MEDUSA_URL"))
                .allMatch(Settings::know);
        assertThat(Stream.of("COUNTERSIGN_PUBLIC_ULR", "COUNTERSIGN_MEDUSA", "PATH"))
                .noneMatch(Settings::know);
    }
}
