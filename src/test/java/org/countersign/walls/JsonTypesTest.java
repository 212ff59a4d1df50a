package org.countersign.walls;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each record that a JSON mapper is handed in a native executable is registered there, with all that it is made of. */
class JsonTypesTest {

    private static final JavaClasses PRODUCT = new ClassFileImporter().importPath(Path.of("target/classes"));

    /** Methods of a mapper that look into a class; those for trees and plain text do not. */
    private static final DescribedPredicate<JavaAccess<?>> BINDS_A_CLASS = DescribedPredicate.describe(
            "bind a class",
            access -> access.getTargetOwner().isAssignableTo("com.fasterxml.jackson.databind.ObjectMapper")
                    && List.of("readValue", "treeToValue", "convertValue", "valueToTree")
                            .contains(access.getTarget().getName()));

    @Test
    void whatTheRegisteredTypesAreMadeOfIsRegisteredToo() {
        assertThat(JsonTypes.forgotten(registrars(), writtenByHand())).isEmpty();
    }

    @Test
    void whereAMapperBindsAClassSomethingIsRegistered() {
        List<String> binding = PRODUCT.stream()
                .filter(type -> type.getAccessesFromSelf().stream().anyMatch(BINDS_A_CLASS))
                .map(JavaClass::getName)
                .toList();
        if (!binding.isEmpty()) {
            assertThat(registrars())
                    .as("these give classes to a mapper: %s", binding)
                    .isNotEmpty();
        }
    }

    @Test
    void whatWasForgottenIsSeen() {
        assertThat(JsonTypes.forgotten(Stream.of(Forgetful.class), Set.of()))
                .containsExactly(Case.One.class.getName(), Case.Two.class.getName(), Inner.class.getName());
    }

    @Test
    void whatHasAWriterOfItsOwnNeedsNoRegistration() {
        assertThat(JsonTypes.forgotten(Stream.of(Forgetful.class), Set.of(Inner.class, Case.One.class, Case.Two.class)))
                .isEmpty();
    }

    @Test
    void nothingIsMissedWhereAllIsThere() {
        assertThat(JsonTypes.forgotten(Stream.of(Complete.class), Set.of())).isEmpty();
    }

    private static Stream<Class<?>> registrars() {
        return PRODUCT.stream()
                .filter(type -> type.isAnnotatedWith(RegisterForReflection.class))
                .map(JavaClass::reflect);
    }

    /** The types that our mapper names in its module: it writes them itself. */
    private static Set<Class<?>> writtenByHand() {
        return PRODUCT.get("org.countersign.gate.Json").getReferencedClassObjects().stream()
                .map(reference -> reference.getRawType().reflect())
                .collect(Collectors.toSet());
    }

    record Outer(List<Optional<Inner>> inner, Case either, String text) {}

    record Inner(Kind[] kinds) {}

    enum Kind {
        ONE
    }

    sealed interface Case {
        record One() implements Case {}

        record Two() implements Case {}
    }

    @RegisterForReflection(targets = Outer.class)
    static final class Forgetful {}

    @RegisterForReflection(targets = {Outer.class, Inner.class, Case.One.class, Case.Two.class})
    static final class Complete {}
}
