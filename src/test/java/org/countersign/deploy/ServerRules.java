package org.countersign.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the manifests say of the server is what the server does. */
final class ServerRules {

    static final List<Rule> ALL = List.of(
            new Rule("probes", ServerRules::probes),
            new Rule("port", ServerRules::port),
            new Rule("image", ServerRules::image),
            new Rule("grace", ServerRules::grace));

    private static final Map<String, String> PROBES =
            Map.of("started", "startupProbe", "ready", "readinessProbe", "live", "livenessProbe");

    /** The paths exist in a running server: PathsIT. */
    private static void probes(Composition all, List<String> found) {
        PodRules.each(all, (workload, container) -> {
            if (container.path("ports").isEmpty()) {
                return;
            }
            // Knative refuses these of a probe that it asks as often as it can, which is the one without a period
            if (workload.isKnative()
                    && !Nodes.keys(container.path("readinessProbe")).equals(Set.of("httpGet"))) {
                found.add(workload + " is not asked at once whether it is ready");
            }
            for (String kind : workload.isKnative() ? List.of("ready", "live") : List.of("started", "ready", "live")) {
                String probe = PROBES.get(kind);
                JsonNode get = container.path(probe).path("httpGet");
                if (!workload.listens(get.path("port").asText())) {
                    found.add(workload + ": " + probe + " asks no port of the container");
                }
                String path = Workload.isOurs(container) ? "/q/health/" + kind : "/health/" + kind;
                if (!get.path("path").asText().equals(path)) {
                    found.add(workload + ": " + probe + " does not ask " + path);
                }
            }
        });
    }

    private static void port(Composition all, List<String> found) {
        String ours = Settings.value("quarkus.http.port");
        PodRules.each(all, (workload, container) -> {
            if (Workload.isOurs(container)
                    && !container.path("ports").isEmpty()
                    && !container.at("/ports/0/containerPort").asText().equals(ours)) {
                found.add(workload + " does not listen on " + ours);
            }
        });
    }

    private static void image(Composition all, List<String> found) {
        List<String> ours = all.workloads().stream()
                .flatMap(workload -> workload.containers().stream())
                .filter(Workload::isOurs)
                .map(container -> container.path("image").asText())
                .distinct()
                .toList();
        if (ours.size() != 1) {
            found.add("not one image of ours: " + ours);
        }
        PodRules.each(all, (workload, container) -> {
            if (container.path("image").asText().endsWith(":latest")) {
                found.add(workload + " runs whatever is the latest");
            }
        });
    }

    private static void grace(Composition all, List<String> found) {
        long shutdown = Settings.seconds("quarkus.shutdown.timeout");
        for (Workload workload : all.workloads()) {
            if (!workload.isOurs() || !workload.isServer()) {
                continue;
            }
            // Knative makes it of the timeout, and takes no hook
            String path = workload.isKnative() ? "timeoutSeconds" : "terminationGracePeriodSeconds";
            long waits = workload.containers().stream()
                    .mapToLong(
                            each -> each.at("/lifecycle/preStop/sleep/seconds").asLong())
                    .max()
                    .orElse(0);
            if (workload.pod().path(path).asLong(30) - waits < shutdown + 5) {
                found.add(workload + " is killed before quarkus.shutdown.timeout is over");
            }
        }
        all.of("gateway.networking.k8s.io/v1 HTTPRoute")
                .filter(route -> route.name().equals("countersign"))
                .flatMap(route -> route.json().findValues("timeouts").stream())
                .filter(timeouts ->
                        Long.parseLong(timeouts.path("request").asText("0s").replace("s", "")) < shutdown)
                .forEach(timeouts -> found.add("the route cuts off what the server still waits for: " + timeouts));
    }

    private ServerRules() {}
}
