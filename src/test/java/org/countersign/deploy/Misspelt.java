package org.countersign.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A manifest with one field misspelt: for every object in it, at every depth, where names are not the author's to choose. */
record Misspelt(String where, Manifest manifest) {

    private static final Set<String> FREE = Set.of(
            "labels",
            "annotations",
            "matchLabels",
            "data",
            "stringData",
            "binaryData",
            "limits",
            "requests",
            "nodeSelector",
            "parameters");

    static List<Misspelt> allOf(Manifest manifest) {
        List<String> places = new ArrayList<>();
        collect(manifest.json(), "", places);
        return places.stream()
                .map(place -> {
                    Manifest copy = manifest.copy();
                    ObjectNode object = (ObjectNode) copy.json().at(place);
                    String name = nameIn(object);
                    JsonNode value = object.remove(name);
                    object.set(name + "x", value);
                    return new Misspelt(manifest + " " + place + "/" + name + "x", copy);
                })
                .toList();
    }

    private static String nameIn(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        names.removeAll(List.of("apiVersion", "kind"));
        return names.getFirst();
    }

    private static void collect(JsonNode node, String path, List<String> places) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(node.get(i), path + "/" + i, places);
            }
        }
        if (node.isObject() && !node.isEmpty()) {
            places.add(path);
            node.properties().stream()
                    .filter(field -> !FREE.contains(field.getKey()) && !isSelectorOfService(path, field.getKey(), node))
                    .forEach(field -> collect(
                            field.getValue(), path + "/" + field.getKey().replace("/", "~1"), places));
        }
    }

    /** A Service's selector is labels; the other kinds' have {@code matchLabels} in it. */
    private static boolean isSelectorOfService(String path, String name, JsonNode spec) {
        return path.equals("/spec") && name.equals("selector") && spec.has("ports");
    }

    @Override
    public String toString() {
        return where;
    }
}
