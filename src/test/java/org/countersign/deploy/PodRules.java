package org.countersign.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What must hold of every pod by itself. */
final class PodRules {

    static final List<Rule> ALL = List.of(
            new Rule("restricted", PodRules::restricted),
            new Rule("nothing of the host", PodRules::host),
            new Rule("limits", PodRules::limits),
            new Rule("no token", PodRules::token),
            new Rule("a place to write", PodRules::writable));

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

    interface Look {
        void at(Workload workload, JsonNode container);
    }

    static void each(Composition all, Look look) {
        all.workloads().forEach(workload -> workload.containers().forEach(container -> look.at(workload, container)));
    }

    private PodRules() {}
}
