package org.countersign.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one object says of another one is so. */
final class ReferenceRules {

    static final List<Rule> ALL = List.of(
            new Rule("every name once", ReferenceRules::once),
            new Rule("service account", ReferenceRules::account),
            new Rule("own selector", ReferenceRules::ownSelector),
            new Rule("scaling", ReferenceRules::scaling),
            new Rule("selectors", ReferenceRules::selectors),
            new Rule("backup", ReferenceRules::backup));

    private static void once(Composition all, List<String> found) {
        Map<String, Manifest> seen = new HashMap<>();
        for (Manifest manifest : all.all()) {
            if (seen.putIfAbsent(manifest.type() + " " + manifest.name(), manifest) != null) {
                found.add(manifest + " is there twice");
            }
        }
    }

    private static void account(Composition all, List<String> found) {
        for (Workload workload : all.workloads()) {
            String account = workload.pod().path("serviceAccountName").asText();
            if (!account.isEmpty() && !all.has("v1 ServiceAccount", account)) {
                found.add(workload + ": there is no service account " + account);
            }
        }
    }

    private static void ownSelector(Composition all, List<String> found) {
        for (Workload workload : all.workloads()) {
            JsonNode selector = workload.manifest().json().at("/spec/selector/matchLabels");
            if (workload.manifest().apiVersion().equals("apps/v1") && !workload.hasLabels(selector)) {
                found.add(workload + " does not select its own pods");
            }
            for (JsonNode spread : workload.pod().path("topologySpreadConstraints")) {
                if (!workload.hasLabels(spread.at("/labelSelector/matchLabels"))) {
                    found.add(workload + " spreads other pods than its own");
                }
            }
        }
    }

    private static void scaling(Composition all, List<String> found) {
        all.of("autoscaling/v2 HorizontalPodAutoscaler").forEach(scaler -> {
            JsonNode target = scaler.json().at("/spec/scaleTargetRef");
            String type = target.path("apiVersion").asText() + " "
                    + target.path("kind").asText();
            if (!all.has(type, target.path("name").asText())) {
                found.add(scaler + ": there is no " + target);
            }
            boolean counted = all.of(type)
                    .filter(workload ->
                            workload.name().equals(target.path("name").asText()))
                    .anyMatch(workload -> workload.json().at("/spec").has("replicas"));
            if (counted) {
                found.add(scaler + " and what it scales both say how many");
            }
            if (scaler.json().at("/spec/minReplicas").asInt() < 2) {
                found.add(scaler + " may leave one alone");
            }
        });
    }

    private static void selectors(Composition all, List<String> found) {
        all.of("policy/v1 PodDisruptionBudget")
                .filter(budget -> matching(all, budget.json().at("/spec/selector/matchLabels"))
                                .size()
                        != 1)
                .forEach(budget -> found.add(budget + " is about no pod"));
        all.of("networking.k8s.io/v1 NetworkPolicy")
                .filter(policy -> matching(all, policy.json().at("/spec/podSelector/matchLabels"))
                        .isEmpty())
                .forEach(policy -> found.add(policy + " is about no pod"));
    }

    private static void backup(Composition all, List<String> found) {
        all.of("postgresql.cnpg.io/v1 ScheduledBackup")
                .filter(backup -> !all.has(
                        "postgresql.cnpg.io/v1 Cluster",
                        backup.json().at("/spec/cluster/name").asText()))
                .forEach(backup -> found.add(backup + " copies no database"));
    }

    static List<Workload> matching(Composition all, JsonNode labels) {
        return all.workloads().stream()
                .filter(workload -> workload.hasLabels(labels))
                .toList();
    }

    private ReferenceRules() {}
}
