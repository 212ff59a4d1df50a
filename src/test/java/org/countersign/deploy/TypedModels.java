package org.countersign.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * The typed models of fabric8. They take unknown fields silently, into {@code additionalProperties}: so nothing may be in
 * there, at any depth.
 */
final class TypedModels {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Class<?>> KINDS = kinds();

    static boolean know(String type) {
        return KINDS.containsKey(type);
    }

    /** What is wrong with an object of a kind that there is a model of. */
    static List<String> objections(Manifest manifest) {
        List<String> found = new ArrayList<>();
        try {
            walk(JSON.treeToValue(manifest.json(), KINDS.get(manifest.type())), manifest.toString(), found);
        } catch (JsonProcessingException refused) {
            found.add(manifest + ": " + refused.getOriginalMessage());
        }
        return found;
    }

    private static Map<String, Class<?>> kinds() {
        Map<String, Class<?>> kinds = new HashMap<>();
        ServiceLoader.load(KubernetesResource.class).stream()
                .map(ServiceLoader.Provider::type)
                .filter(HasMetadata.class::isAssignableFrom)
                .map(type -> type.asSubclass(HasMetadata.class))
                .forEach(type -> kinds.put(HasMetadata.getApiVersion(type) + " " + HasMetadata.getKind(type), type));
        return kinds;
    }

    private static void walk(Object value, String path, List<String> found) {
        switch (value) {
            case null -> {}
            case Map<?, ?> map -> map.forEach((key, each) -> walk(each, path + "." + key, found));
            case Collection<?> all -> {
                int n = 0;
                for (Object each : all) {
                    walk(each, path + "[" + n++ + "]", found);
                }
            }
            case Enum<?> constant -> {}
            default -> {
                if (value.getClass().getName().startsWith("io.fabric8.")) {
                    fields(value, path, found);
                }
            }
        }
    }

    private static void fields(Object model, String path, List<String> found) {
        for (Class<?> type = model.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())) {
                    continue;
                }
                Object value = read(field, model);
                if (field.getName().equals("additionalProperties") && value instanceof Map<?, ?> unknown) {
                    unknown.keySet().forEach(name -> found.add(path + ": there is no field " + name));
                } else {
                    walk(value, path + "." + field.getName(), found);
                }
            }
        }
    }

    private static Object read(Field field, Object model) {
        try {
            field.setAccessible(true);
            return field.get(model);
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private TypedModels() {}
}
