package org.countersign.walls;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.FieldAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.Externalizable;
import java.io.Serializable;
import java.time.Clock;
import java.util.Date;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What each class promises, as conditions. */
final class HouseStyle {

    private static final Set<String> FLOATING = Set.of("double", "float", "java.lang.Double", "java.lang.Float");
    private static final Set<String> OWN_CLOCKS =
            Set.of("systemUTC", "systemDefaultZone", "system", "tickMillis", "tickSeconds", "tickMinutes");

    static final ArchCondition<JavaClass> USE_NO_FLOATING_POINT = each(
            "use no floating point",
            type -> Stream.of(
                            type.getFields().stream()
                                    .filter(field -> floating(field.getRawType()))
                                    .map(JavaField::getFullName),
                            type.getCodeUnits().stream()
                                    .filter(HouseStyle::floating)
                                    .map(JavaCodeUnit::getFullName),
                            type.getAccessesFromSelf().stream()
                                    .filter(HouseStyle::floating)
                                    .map(JavaAccess::getDescription))
                    .flatMap(found -> found));

    static final ArchCondition<JavaClass> TAKE_TIME_FROM_A_CLOCK = each(
            "take the time from an injected clock",
            type -> type.getAccessesFromSelf().stream()
                    .filter(HouseStyle::looksAtTheTimeItself)
                    .filter(access -> !producesClocks(access.getOrigin()))
                    .map(JavaAccess::getDescription));

    static final ArchCondition<JavaClass> INJECT_BY_CONSTRUCTOR = each(
            "be given what they need by their constructor",
            type -> type.getFields().stream()
                    .filter(field -> field.isAnnotatedWith("jakarta.inject.Inject")
                            || (field.isAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")))
                    .map(JavaField::getFullName));

    static final ArchCondition<JavaClass> LIVE_IN_A_NULL_MARKED_PACKAGE = each(
            "live in a package with a sign (package-info) that says @NullMarked",
            type -> type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked")
                    ? Stream.empty()
                    : Stream.of(type.getName()));

    static final ArchCondition<JavaClass> NOT_BE_MADE_SERIALIZABLE = each(
            "not be made serializable",
            type -> type.getRawInterfaces().stream()
                    .filter(above -> !keyOfAnEntity(type))
                    .filter(above ->
                            above.isEquivalentTo(Serializable.class) || above.isEquivalentTo(Externalizable.class))
                    .map(above -> type.getName()));

    static final ArchCondition<JavaClass> KEEP_NO_STATIC_RANDOM = each(
            "keep no static Random: a native image would freeze its seed",
            type -> type.getFields().stream()
                    .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                    .filter(field -> field.getRawType().isAssignableTo(Random.class))
                    .map(JavaField::getFullName));

    private static boolean floating(JavaClass type) {
        return FLOATING.contains(type.getBaseComponentType().getName());
    }

    /** JPA wants these serializable; nobody serializes them. */
    private static boolean keyOfAnEntity(JavaClass type) {
        return type.getDirectDependenciesToSelf().stream()
                .anyMatch(dependency -> dependency.getOriginClass().isAnnotatedWith("jakarta.persistence.IdClass"));
    }

    /** A hash map's load factor is not money. */
    private static boolean makesAMap(JavaClass owner, String name) {
        return name.equals("<init>") && owner.isAssignableTo(Map.class);
    }

    private static boolean floating(JavaCodeUnit unit) {
        if (makesAMap(unit.getOwner(), unit.getName())) {
            return false;
        }
        return floating(unit.getRawReturnType())
                || unit.getRawParameterTypes().stream().anyMatch(HouseStyle::floating);
    }

    private static boolean floating(JavaAccess<?> access) {
        if (makesAMap(access.getTargetOwner(), access.getTarget().getName())) {
            return false;
        }
        return switch (access.getTarget()) {
            case FieldAccessTarget field -> floating(field.getRawType());
            case CodeUnitAccessTarget unit ->
                floating(unit.getRawReturnType())
                        || unit.getRawParameterTypes().stream().anyMatch(HouseStyle::floating);
            default -> false;
        };
    }

    private static boolean looksAtTheTimeItself(JavaAccess<?> access) {
        if (!(access.getTarget() instanceof CodeUnitAccessTarget target)) {
            return false;
        }
        JavaClass owner = access.getTargetOwner();
        String name = target.getName();
        boolean withClock = target.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Clock.class));
        return (owner.getPackageName().startsWith("java.time") && name.equals("now") && !withClock)
                || (owner.isEquivalentTo(Clock.class) && OWN_CLOCKS.contains(name))
                || (owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis"))
                || (owner.isEquivalentTo(Date.class)
                        && name.equals("<init>")
                        && target.getRawParameterTypes().isEmpty());
    }

    private static boolean producesClocks(JavaCodeUnit unit) {
        return unit.getRawReturnType().isEquivalentTo(Clock.class)
                && unit.isAnnotatedWith("jakarta.enterprise.inject.Produces");
    }

    private static ArchCondition<JavaClass> each(String promise, Function<JavaClass, Stream<String>> offences) {
        return new ArchCondition<>(promise) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                offences.apply(type)
                        .forEach(offence ->
                                events.add(SimpleConditionEvent.violated(type, offence + " in " + type.getName())));
            }
        };
    }

    private HouseStyle() {}
}
