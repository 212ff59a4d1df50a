package org.countersign.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A pod's mention of a secret or a config map. @param key empty: all of it */
record Reference(String kind, String name, String key) {

    static List<Reference> of(Workload workload) {
        List<Reference> all = new ArrayList<>();
        for (JsonNode container : workload.containers()) {
            container.path("envFrom").forEach(from -> {
                add(all, "ConfigMap", from.path("configMapRef"), "");
                add(all, "Secret", from.path("secretRef"), "");
            });
            container.path("env").forEach(variable -> {
                JsonNode from = variable.path("valueFrom");
                add(
                        all,
                        "ConfigMap",
                        from.path("configMapKeyRef"),
                        from.at("/configMapKeyRef/key").asText());
                add(
                        all,
                        "Secret",
                        from.path("secretKeyRef"),
                        from.at("/secretKeyRef/key").asText());
            });
        }
        workload.pod().path("volumes").forEach(volume -> all.addAll(of(volume)));
        return all;
    }

    private static List<Reference> of(JsonNode volume) {
        String kind = volume.has("secret") ? "Secret" : "ConfigMap";
        JsonNode source = volume.has("secret") ? volume.path("secret") : volume.path("configMap");
        List<Reference> all = new ArrayList<>();
        if (source.isObject()) {
            String name =
                    source.path(volume.has("secret") ? "secretName" : "name").asText();
            source.path("items")
                    .forEach(item ->
                            all.add(new Reference(kind, name, item.path("key").asText())));
            if (all.isEmpty()) {
                all.add(new Reference(kind, name, ""));
            }
        }
        return all;
    }

    private static void add(List<Reference> all, String kind, JsonNode source, String key) {
        if (source.isObject()) {
            all.add(new Reference(kind, source.path("name").asText(), key));
        }
    }

    /** The paths of all files that are mounted from secrets. */
    static Set<String> files(Workload workload, Map<String, Set<String>> known) {
        Set<String> files = new HashSet<>();
        for (JsonNode container : workload.containers()) {
            for (JsonNode mount : container.path("volumeMounts")) {
                for (JsonNode volume : workload.pod().path("volumes")) {
                    if (volume.path("name").equals(mount.path("name")) && volume.has("secret")) {
                        of(volume)
                                .forEach(reference -> (reference.key().isEmpty()
                                                ? known.getOrDefault("Secret " + reference.name(), Set.of())
                                                : Set.of(reference.key()))
                                        .forEach(key -> files.add(
                                                mount.path("mountPath").asText() + "/" + key)));
                    }
                }
            }
        }
        return files;
    }
}
