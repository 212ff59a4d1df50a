package org.countersign.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** The environment of a pod: names, and the values of those that are no secrets. */
final class Variables {

    static Map<String, String> of(Workload workload, Composition all) {
        Map<String, String> variables = new TreeMap<>();
        for (JsonNode container : workload.containers()) {
            container.path("envFrom").forEach(from -> {
                String map = from.at("/configMapRef/name").asText();
                all.of("v1 ConfigMap")
                        .filter(each -> each.name().equals(map))
                        .forEach(each -> put(variables, each.json().path("data")));
                String secret = from.at("/secretRef/name").asText();
                Manifest.in(Composition.SECRETS).stream()
                        .filter(each -> each.name().equals(secret))
                        .forEach(each ->
                                Nodes.keys(each.json().path("stringData")).forEach(key -> variables.put(key, "")));
            });
            container
                    .path("env")
                    .forEach(variable -> variables.put(
                            variable.path("name").asText(),
                            variable.path("value").asText()));
        }
        return variables;
    }

    private static void put(Map<String, String> variables, JsonNode data) {
        data.properties()
                .forEach(entry -> variables.put(entry.getKey(), entry.getValue().asText()));
    }

    private Variables() {}
}
