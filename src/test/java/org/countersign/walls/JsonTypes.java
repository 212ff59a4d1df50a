package org.countersign.walls;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a JSON mapper meets when it is handed the registered types, and which of it nobody registered. */
final class JsonTypes {

    /**
     * The names of the records that are reached from the registered types, by components and subtypes, but not registered.
     * An enum needs no registration: its constants are always there.
     */
    static Set<String> forgotten(Stream<Class<?>> registrars, Set<Class<?>> writtenByHand) {
        Set<Class<?>> registered = new HashSet<>();
        registrars.forEach(registrar -> registered.addAll(registeredBy(registrar)));
        Set<String> forgotten = new TreeSet<>();
        Set<Class<?>> seen = new HashSet<>();
        Deque<Class<?>> next = new ArrayDeque<>(registered);
        while (!next.isEmpty()) {
            Class<?> type = next.pop();
            if (!seen.add(type)) {
                continue;
            }
            if (writtenByHand.contains(type)) {
                continue;
            }
            if (type.isRecord() && !registered.contains(type)) {
                forgotten.add(type.getName());
            }
            reached(type).forEach(next::push);
        }
        return forgotten;
    }

    static Set<Class<?>> registeredBy(Class<?> registrar) {
        RegisterForReflection annotation = registrar.getAnnotation(RegisterForReflection.class);
        return annotation.targets().length == 0 ? Set.of(registrar) : Set.of(annotation.targets());
    }

    private static Stream<Class<?>> reached(Class<?> type) {
        Stream<Class<?>> components = type.isRecord()
                ? Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getGenericType)
                        .flatMap(JsonTypes::classes)
                : Stream.empty();
        Stream<Class<?>> cases = type.isSealed() ? Arrays.stream(type.getPermittedSubclasses()) : Stream.empty();
        return Stream.concat(components, cases).filter(found -> found.getName().startsWith("org.countersign."));
    }

    private static Stream<Class<?>> classes(Type type) {
        return switch (type) {
            case Class<?> plain -> Stream.of(plain.isArray() ? plain.getComponentType() : plain);
            case ParameterizedType generic ->
                Stream.concat(
                        classes(generic.getRawType()),
                        Arrays.stream(generic.getActualTypeArguments()).flatMap(JsonTypes::classes));
            case GenericArrayType array -> classes(array.getGenericComponentType());
            case WildcardType any -> Arrays.stream(any.getUpperBounds()).flatMap(JsonTypes::classes);
            default -> Stream.empty();
        };
    }

    private JsonTypes() {}
}
