package org.countersign.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What one object says of another one is so. */
final class ReferenceRules {

    static final List<Rule> ALL = List.of(
            new Rule("every name once", ReferenceRules::once),
            new Rule("service account", ReferenceRules::account),
            new Rule("own selector", ReferenceRules::ownSelector),
            new Rule("service", ReferenceRules::service),
            new Rule("scaling", ReferenceRules::scaling),
            new Rule("selectors", ReferenceRules::selectors),
            new Rule("network", ReferenceRules::network),
            new Rule("route", ReferenceRules::route),
            new Rule("monitor", ReferenceRules::monitor),
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

    private static void service(Composition all, List<String> found) {
        all.of("v1 Service").forEach(service -> {
            List<Workload> pods = matching(all, service.json().at("/spec/selector"));
            if (pods.size() != 1) {
                found.add(service + " selects " + pods);
            }
            for (JsonNode port : service.json().at("/spec/ports")) {
                String target = port.path("targetPort").asText(port.path("port").asText());
                if (pods.stream().noneMatch(workload -> workload.listens(target))) {
                    found.add(service + ": no pod listens on " + target);
                }
            }
        });
    }

    private static void scaling(Composition all, List<String> found) {
        all.of("autoscaling/v2 HorizontalPodAutoscaler").forEach(scaler -> {
            JsonNode target = scaler.json().at("/spec/scaleTargetRef");
            String type = target.path("apiVersion").asText() + " "
                    + target.path("kind").asText();
            if (!all.has(type, target.path("name").asText())) {
                found.add(scaler + ": there is no " + target);
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

    /** Each pod has its policy, both ways, and whoever listens is let in on that port. */
    private static void network(Composition all, List<String> found) {
        for (Workload workload : all.workloads()) {
            List<Manifest> policies = all.of("networking.k8s.io/v1 NetworkPolicy")
                    .filter(policy -> workload.hasLabels(policy.json().at("/spec/podSelector/matchLabels")))
                    .toList();
            if (policies.isEmpty()
                    || !policies.stream()
                            .allMatch(policy ->
                                    policy.json().at("/spec/policyTypes").size() == 2)) {
                found.add(workload + " may talk to everybody");
            }
            for (JsonNode container : workload.containers()) {
                for (JsonNode port : container.path("ports")) {
                    String number = port.path("containerPort").asText();
                    if (policies.stream()
                            .noneMatch(policy -> opens(policy.json().at("/spec/ingress"), number))) {
                        found.add(workload + " is reached by nobody on " + number);
                    }
                }
            }
        }
    }

    private static boolean opens(JsonNode ingress, String port) {
        return ingress.findValues("port").stream()
                .anyMatch(each -> each.asText().equals(port));
    }

    private static void route(Composition all, List<String> found) {
        all.of("gateway.networking.k8s.io/v1 HTTPRoute").forEach(route -> {
            for (JsonNode rule : route.json().at("/spec/rules")) {
                for (JsonNode to : rule.path("backendRefs")) {
                    if (all.of("v1 Service").noneMatch(service -> has(service, to))) {
                        found.add(route + ": there is no service " + to);
                    }
                }
                for (JsonNode value : rule.findValues("value")) {
                    if (value.asText().startsWith("/q") || value.asText().equals("/")) {
                        found.add(route + " shows health and metrics to the world");
                    }
                }
            }
        });
    }

    private static boolean has(Manifest service, JsonNode to) {
        return service.name().equals(to.path("name").asText())
                && any(
                        service.json().at("/spec/ports"),
                        port -> port.path("port").equals(to.path("port")));
    }

    private static void monitor(Composition all, List<String> found) {
        all.of("monitoring.coreos.com/v1 ServiceMonitor").forEach(monitor -> {
            JsonNode labels = monitor.json().at("/spec/selector/matchLabels");
            for (JsonNode endpoint : monitor.json().at("/spec/endpoints")) {
                boolean there = all.of("v1 Service")
                        .filter(service -> labels.properties().stream()
                                .allMatch(label -> service.json()
                                        .at("/metadata/labels")
                                        .path(label.getKey())
                                        .equals(label.getValue())))
                        .anyMatch(service -> any(
                                service.json().at("/spec/ports"),
                                port -> port.path("name").equals(endpoint.path("port"))));
                if (!there && all.of(Workload.KNATIVE).findAny().isEmpty()) {
                    found.add(monitor + " looks at no service");
                }
            }
        });
    }

    private static void backup(Composition all, List<String> found) {
        all.of("postgresql.cnpg.io/v1 ScheduledBackup")
                .filter(backup -> !all.has(
                        "postgresql.cnpg.io/v1 Cluster",
                        backup.json().at("/spec/cluster/name").asText()))
                .forEach(backup -> found.add(backup + " copies no database"));
    }

    private static List<Workload> matching(Composition all, JsonNode labels) {
        return all.workloads().stream()
                .filter(workload -> workload.hasLabels(labels))
                .toList();
    }

    private static boolean any(JsonNode list, Predicate<JsonNode> which) {
        for (JsonNode each : list) {
            if (which.test(each)) {
                return true;
            }
        }
        return false;
    }

    private ReferenceRules() {}
}
