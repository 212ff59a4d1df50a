package org.countersign.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Settings are settings, and each secret is where it is needed and nowhere else. */
final class SecretRules {

    static final List<Rule> ALL = List.of(
            new Rule("no secret in a manifest", SecretRules::none),
            new Rule("names and keys", SecretRules::keys),
            new Rule("files", SecretRules::files),
            new Rule("settings", SecretRules::settings),
            new Rule("each its own", SecretRules::own));

    private static void none(Composition all, List<String> found) {
        all.of("v1 Secret").forEach(secret -> found.add(secret + " is applied"));
        for (Workload workload : all.workloads()) {
            for (JsonNode container : workload.containers()) {
                for (JsonNode variable : container.path("env")) {
                    if (variable.has("value") && isSecret(variable.path("name").asText())) {
                        found.add(workload + " says " + variable.path("name").asText());
                    }
                }
            }
        }
        all.of("v1 ConfigMap")
                .forEach(map -> Nodes.keys(map.json().path("data")).stream()
                        .filter(SecretRules::isSecret)
                        .forEach(key -> found.add(map + " says " + key)));
    }

    private static boolean isSecret(String name) {
        return name.matches(".*(PASSWORD|SECRET|TOKEN|SECRET_KEY)");
    }

    private static void keys(Composition all, List<String> found) {
        Map<String, Set<String>> known = known(all);
        for (Workload workload : all.workloads()) {
            for (Reference reference : Reference.of(workload)) {
                Set<String> keys = known.get(reference.kind() + " " + reference.name());
                if (keys == null || !reference.key().isEmpty() && !keys.contains(reference.key())) {
                    found.add(workload + " refers to " + reference);
                }
            }
        }
    }

    /** What is applied, what an operator is told to make, and what the database's operator makes by itself. */
    private static Map<String, Set<String>> known(Composition all) {
        Map<String, Set<String>> known = Manifest.in(Composition.SECRETS).stream()
                .collect(Collectors.toMap(
                        secret -> "Secret " + secret.name(),
                        secret -> Nodes.keys(secret.json().path("stringData"))));
        all.of("v1 ConfigMap")
                .forEach(map -> known.put(
                        "ConfigMap " + map.name(), Nodes.keys(map.json().path("data"))));
        all.of("postgresql.cnpg.io/v1 Cluster").forEach(cluster -> {
            known.put("Secret " + cluster.name() + "-app", Set.of("username", "password"));
            known.put("Secret " + cluster.name() + "-ca", Set.of("ca.crt"));
        });
        return known;
    }

    /** A setting that names a file: it is in a folder that is mounted, by a key that is there. */
    private static void files(Composition all, List<String> found) {
        for (Workload workload : all.workloads()) {
            if (!workload.isOurs()) {
                continue;
            }
            Set<String> files = Reference.files(workload, known(all));
            Variables.of(workload, all).forEach((name, value) -> {
                String path = name.endsWith("_FILE") ? value : value.replaceAll(".*sslrootcert=([^&]*).*", "$1");
                if (path.startsWith("/") && !files.contains(path) && isFor(workload, name)) {
                    found.add(workload + ": " + name + " names a file that is not mounted: " + path);
                }
            });
        }
    }

    /** The job that migrates has the server's settings, too, and never looks at those of the shop. */
    private static boolean isFor(Workload workload, String name) {
        return workload.isServer() || !name.startsWith("COUNTERSIGN_MEDUSA");
    }

    private static void settings(Composition all, List<String> found) {
        for (Workload workload : all.workloads()) {
            if (workload.isOurs()) {
                Set<String> names = new TreeSet<>(Variables.of(workload, all).keySet());
                names.removeIf(Settings::know);
                names.forEach(name -> found.add(workload + ": there is no setting " + name));
            }
        }
    }

    /** Which secrets a pod has. */
    private static void own(Composition all, List<String> found) {
        for (Workload workload : all.workloads()) {
            Set<String> may = switch (workload.labels()
                    .path("app.kubernetes.io/component")
                    .asText()) {
                case "server" ->
                    Set.of("countersign", "countersign-server", "countersign-files", "countersign-database-ca");
                case "migrate" -> Set.of("countersign-owner", "countersign-server/username", "countersign-database-ca");
                case "sweep" -> Set.of("countersign-sweep");
                default ->
                    Set.of(
                            "countersign-keycloak-admin",
                            "countersign-keycloak-database-app",
                            "countersign-keycloak-database-ca",
                            "countersign/COUNTERSIGN_CONSOLE_CLIENT_SECRET",
                            "countersign-sweep/client-secret");
            };
            Reference.of(workload).stream()
                    .filter(reference -> reference.kind().equals("Secret"))
                    .filter(reference ->
                            !may.contains(reference.name()) && !may.contains(reference.name() + "/" + reference.key()))
                    .forEach(reference -> found.add(workload + " has what is not for it: " + reference));
        }
    }

    private SecretRules() {}
}
