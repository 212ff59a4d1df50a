package org.countersign.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What must hold of every pod by itself. */
final class PodRules {

    static final List<Rule> ALL = List.of(
            new Rule("restricted", PodRules::restricted),
            new Rule("nothing of the host", PodRules::host),
            new Rule("limits", PodRules::limits),
            new Rule("no token", PodRules::token),
            new Rule("probes", PodRules::probes),
            new Rule("port", PodRules::port),
            new Rule("image", PodRules::image),
            new Rule("grace", PodRules::grace),
            new Rule("a place to write", PodRules::writable));

    private static final Map<String, String> PROBES =
            Map.of("started", "startupProbe", "ready", "readinessProbe", "live", "livenessProbe");

    private static void restricted(Composition all, List<String> found) {
        each(all, (workload, container) -> {
            JsonNode context = container.path("securityContext");
            boolean good = context.path("runAsNonRoot").asBoolean()
                    && context.path("readOnlyRootFilesystem").asBoolean()
                    && !context.path("allowPrivilegeEscalation").asBoolean(true)
                    && !context.path("privileged").asBoolean()
                    && context.path("runAsUser").asInt(1) != 0
                    && context.at("/capabilities/drop/0").asText().equals("ALL")
                    && context.at("/capabilities/add").isMissingNode()
                    && context.at("/seccompProfile/type").asText().equals("RuntimeDefault");
            if (!good) {
                found.add(workload + " may do more than it needs: " + context);
            }
        });
    }

    private static void host(Composition all, List<String> found) {
        for (Workload workload : all.workloads()) {
            JsonNode pod = workload.pod();
            if (Stream.of("hostNetwork", "hostPID", "hostIPC").anyMatch(pod::has)
                    || !pod.findValues("hostPath").isEmpty()
                    || !pod.findValues("hostPort").isEmpty()) {
                found.add(workload + " uses the host");
            }
        }
    }

    private static void limits(Composition all, List<String> found) {
        each(all, (workload, container) -> {
            for (String of : List.of("requests", "limits")) {
                for (String what : List.of("cpu", "memory")) {
                    if (container.at("/resources/" + of + "/" + what).asText().isEmpty()) {
                        found.add(workload + " has no " + of + " of " + what);
                    }
                }
            }
        });
    }

    private static void token(Composition all, List<String> found) {
        all.workloads().stream()
                .filter(workload ->
                        workload.pod().path("automountServiceAccountToken").asBoolean(true))
                .forEach(workload -> found.add(workload + " mounts a token of the cluster"));
        all.of("v1 ServiceAccount")
                .filter(account ->
                        account.json().path("automountServiceAccountToken").asBoolean(true))
                .forEach(account -> found.add(account + " gives pods a token of the cluster"));
    }

    /** The paths exist in a running server: ProbesIT. */
    private static void probes(Composition all, List<String> found) {
        each(all, (workload, container) -> {
            if (container.path("ports").isEmpty()) {
                return;
            }
            for (String kind : List.of("started", "ready", "live")) {
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
        each(all, (workload, container) -> {
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
        each(all, (workload, container) -> {
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

    /** With a read-only file system: Vert.x and Keycloak keep files there. */
    private static void writable(Composition all, List<String> found) {
        each(all, (workload, container) -> {
            Set<String> empty = Nodes.names(workload.pod().path("volumes"), volume -> volume.has("emptyDir"));
            Set<String> volumes = Nodes.names(workload.pod().path("volumes"), volume -> true);
            Set<String> mounted = Nodes.names(container.path("volumeMounts"), mount -> true);
            Set<String> tmp = Nodes.names(
                    container.path("volumeMounts"),
                    mount -> mount.path("mountPath").asText().equals("/tmp"));
            if (tmp.stream().noneMatch(empty::contains)) {
                found.add(workload + " cannot write to /tmp");
            }
            if (!volumes.equals(mounted)) {
                found.add(workload + " mounts " + mounted + " and has " + volumes);
            }
        });
    }

    private interface Look {
        void at(Workload workload, JsonNode container);
    }

    private static void each(Composition all, Look look) {
        all.workloads().forEach(workload -> workload.containers().forEach(container -> look.at(workload, container)));
    }

    private PodRules() {}
}
