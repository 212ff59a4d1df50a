package org.countersign.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Who owns the tables migrates, who serves does not, and the database is one that a ledger can stand on. */
final class DatabaseRules {

    static final List<Rule> ALL = List.of(
            new Rule("servers do not migrate", DatabaseRules::migrate),
            new Rule("owner and server", DatabaseRules::logins));

    private static void migrate(Composition all, List<String> found) {
        for (Workload workload : all.workloads()) {
            String says = Variables.of(workload, all).getOrDefault("COUNTERSIGN_MIGRATE", "");
            if (workload.isOurs() && workload.isServer() && !says.equals("false")) {
                found.add(workload + " migrates at its start");
            }
        }
    }

    /** The two logins of the database are two, and the server's is in the role whose rights the migration gives. */
    private static void logins(Composition all, List<String> found) {
        Map<String, String> names = Manifest.in(Composition.SECRETS).stream()
                .collect(Collectors.toMap(
                        Manifest::name,
                        secret -> secret.json().at("/stringData/username").asText()));
        String role = all.of("v1 ConfigMap")
                .map(map -> map.json().at("/data/COUNTERSIGN_DATABASE_ROLE").asText())
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("countersign_server");
        all.of("postgresql.cnpg.io/v1 Cluster")
                .filter(cluster -> cluster.name().equals("countersign-database"))
                .forEach(cluster -> {
                    JsonNode spec = cluster.json().path("spec");
                    JsonNode login = spec.at("/managed/roles/0");
                    Set<String> logins = new HashSet<>(Set.of(names.get("countersign-server")));
                    boolean good = logins.add(names.get("countersign-owner"))
                            && spec.at("/bootstrap/initdb/owner").asText().equals(names.get("countersign-owner"))
                            && login.path("name").asText().equals(names.get("countersign-server"))
                            && login.at("/inRoles/0").asText().equals(role)
                            && spec.at("/bootstrap/initdb/postInitSQL/0")
                                    .asText()
                                    .contains(" " + role + " ")
                            && spec.at("/postgresql/synchronous/dataDurability")
                                    .asText()
                                    .equals("required");
                    if (!good) {
                        found.add(cluster + ": logins, role and durability are not what the server needs");
                    }
                });
    }

    private DatabaseRules() {}
}
