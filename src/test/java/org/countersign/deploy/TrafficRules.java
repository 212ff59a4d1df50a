package org.countersign.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Predicate;

/** Whoever is to be reached is reached, by nobody else and nowhere else. */
final class TrafficRules {

    static final List<Rule> ALL = List.of(
            new Rule("service", TrafficRules::service),
            new Rule("network", TrafficRules::network),
            new Rule("route", TrafficRules::route),
            new Rule("monitor", TrafficRules::monitor));

    private static void service(Composition all, List<String> found) {
        all.of("v1 Service").forEach(service -> {
            List<Workload> pods = ReferenceRules.matching(all, service.json().at("/spec/selector"));
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

    private static boolean any(JsonNode list, Predicate<JsonNode> which) {
        for (JsonNode each : list) {
            if (which.test(each)) {
                return true;
            }
        }
        return false;
    }

    private TrafficRules() {}
}
