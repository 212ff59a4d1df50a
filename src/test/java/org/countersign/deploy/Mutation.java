package org.countersign.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;

/** Something that somebody might do to the manifests, and the rule that must see it. */
record Mutation(String rule, String what, boolean knative, Consumer<Composition> breaking) {

    private static final String CONTAINER = "/spec/template/spec/containers/0";
    private static final String POD = "/spec/template/spec";

    static final List<Mutation> ALL = List.of(
            set("restricted", "Deployment", "countersign", CONTAINER + "/securityContext/runAsNonRoot", "false"),
            remove("restricted", "Deployment", "countersign", CONTAINER + "/securityContext/readOnlyRootFilesystem"),
            remove("restricted", "Job", "countersign-migrate", CONTAINER + "/securityContext/capabilities"),
            remove("restricted", "Deployment", "countersign-keycloak", CONTAINER + "/securityContext/seccompProfile"),
            set("restricted", "Deployment", "countersign", CONTAINER + "/securityContext/runAsUser", "0"),
            ofKnative("restricted", "no context", CONTAINER, "securityContext", "{}"),
            set("nothing of the host", "Deployment", "countersign", POD + "/hostNetwork", "true"),
            set("nothing of the host", "Deployment", "countersign", POD + "/volumes/0/hostPath", "{\"path\":\"/\"}"),
            remove("limits", "Deployment", "countersign", CONTAINER + "/resources/limits/memory"),
            remove("limits", "Job", "countersign-migrate", CONTAINER + "/resources/requests"),
            remove("no token", "Deployment", "countersign", POD + "/automountServiceAccountToken"),
            remove("no token", "ServiceAccount", "countersign", "/automountServiceAccountToken"),
            set("probes", "Deployment", "countersign", CONTAINER + "/readinessProbe/httpGet/path", "\"/health\""),
            set("probes", "Deployment", "countersign", CONTAINER + "/livenessProbe/httpGet/port", "8081"),
            remove("probes", "Deployment", "countersign-keycloak", CONTAINER + "/startupProbe"),
            ofKnative("probes", "another path", CONTAINER + "/livenessProbe/httpGet", "path", "\"/\""),
            ofKnative("probes", "a period", CONTAINER + "/readinessProbe", "periodSeconds", "5"),
            set("port", "Deployment", "countersign", CONTAINER + "/ports/0/containerPort", "8081"),
            set("image", "Job", "countersign-migrate", CONTAINER + "/image", "\"countersign:other\""),
            set("image", "Deployment", "countersign-keycloak", CONTAINER + "/image", "\"keycloak:latest\""),
            set("grace", "Deployment", "countersign", POD + "/terminationGracePeriodSeconds", "80"),
            remove("grace", "Deployment", "countersign", POD + "/terminationGracePeriodSeconds"),
            ofKnative("grace", "a short timeout", POD, "timeoutSeconds", "60"),
            set("grace", "HTTPRoute", "countersign", "/spec/rules/0/timeouts/request", "\"30s\""),
            set("a place to write", "Deployment", "countersign", CONTAINER + "/volumeMounts/0/mountPath", "\"/temp\""),
            remove("a place to write", "Deployment", "countersign", POD + "/volumes/1"),
            set("every name once", "Service", "countersign-keycloak", "/metadata/name", "\"countersign\""),
            set("service account", "ServiceAccount", "countersign", "/metadata/name", "\"other\""),
            set("own selector", "Deployment", "countersign", "/spec/selector/matchLabels/x", "\"y\""),
            set(
                    "own selector",
                    "Deployment",
                    "countersign",
                    POD + "/topologySpreadConstraints/0/labelSelector/matchLabels/x",
                    "\"y\""),
            set("service", "Service", "countersign", "/spec/selector/x", "\"y\""),
            set("service", "Service", "countersign", "/spec/ports/0/targetPort", "\"web\""),
            set("scaling", "HorizontalPodAutoscaler", "countersign", "/spec/scaleTargetRef/name", "\"other\""),
            set("scaling", "HorizontalPodAutoscaler", "countersign", "/spec/minReplicas", "1"),
            set("scaling", "Deployment", "countersign", "/spec/replicas", "2"),
            set("selectors", "PodDisruptionBudget", "countersign", "/spec/selector/matchLabels/x", "\"y\""),
            set("selectors", "NetworkPolicy", "countersign-sweep", "/spec/podSelector/matchLabels/x", "\"y\""),
            set("network", "NetworkPolicy", "countersign-server", "/spec/policyTypes", "[\"Ingress\"]"),
            set("network", "NetworkPolicy", "countersign-server", "/spec/ingress/0/ports/0/port", "8081"),
            set("route", "HTTPRoute", "countersign", "/spec/rules/0/backendRefs/0/name", "\"other\""),
            set("route", "HTTPRoute", "countersign", "/spec/rules/0/backendRefs/0/port", "8080"),
            set("route", "HTTPRoute", "countersign", "/spec/rules/0/matches/0/path/value", "\"/\""),
            new Mutation("monitor", "of no service", false, all -> all.all().addAll(Manifest.read("here", """
                            apiVersion: monitoring.coreos.com/v1
                            kind: ServiceMonitor
                            metadata: {name: countersign}
                            spec:
                              selector: {matchLabels: {app.kubernetes.io/name: countersign}}
                              endpoints: [{port: web}]
                            """))),
            set("backup", "ScheduledBackup", "countersign-database", "/spec/cluster/name", "\"other\""),
            new Mutation(
                    "no secret in a manifest",
                    "an applied secret",
                    false,
                    all -> all.all().addAll(Manifest.in(Composition.SECRETS))),
            set("no secret in a manifest", "ConfigMap", "countersign", "/data/COUNTERSIGN_CONSOLE_SECRET", "\"x\""),
            set(
                    "no secret in a manifest",
                    "Deployment",
                    "countersign",
                    CONTAINER + "/env/0",
                    "{\"name\":\"QUARKUS_DATASOURCE_PASSWORD\",\"value\":\"x\"}"),
            set("names and keys", "Deployment", "countersign", CONTAINER + "/envFrom/1/secretRef/name", "\"other\""),
            set(
                    "names and keys",
                    "Job",
                    "countersign-migrate",
                    CONTAINER + "/env/0/valueFrom/secretKeyRef/key",
                    "\"user\""),
            ofKnative("names and keys", "another map", CONTAINER + "/envFrom/0/configMapRef", "name", "\"other\""),
            remove("files", "Deployment", "countersign", CONTAINER + "/volumeMounts/1"),
            set("files", "ConfigMap", "countersign", "/data/COUNTERSIGN_MEDUSA_SECRET_KEY_FILE", "\"/run/key\""),
            set("settings", "ConfigMap", "countersign", "/data/COUNTERSIGN_PUBLIC_ULR", "\"x\""),
            set(
                    "each its own",
                    "Job",
                    "countersign-migrate",
                    CONTAINER + "/env/2/valueFrom/secretKeyRef/key",
                    "\"password\""),
            set(
                    "each its own",
                    "Deployment",
                    "countersign",
                    CONTAINER + "/env/0/valueFrom/secretKeyRef/name",
                    "\"countersign-owner\""),
            remove("servers do not migrate", "ConfigMap", "countersign", "/data/COUNTERSIGN_MIGRATE"),
            set("owner and server", "Cluster", "countersign-database", "/spec/bootstrap/initdb/owner", "\"postgres\""),
            set(
                    "owner and server",
                    "Cluster",
                    "countersign-database",
                    "/spec/postgresql/synchronous/dataDurability",
                    "\"preferred\""));

    private static Mutation set(String rule, String kind, String name, String place, String value) {
        String what = kind + " " + name + " with " + place + " = " + value;
        return new Mutation(rule, what, false, all -> put(all.one(kind, name).json(), place, value));
    }

    private static Mutation ofKnative(String rule, String what, String place, String field, String value) {
        return new Mutation(
                rule,
                "Knative: " + what,
                true,
                all -> put(all.of(Workload.KNATIVE).findFirst().orElseThrow().json(), place + "/" + field, value));
    }

    private static Mutation remove(String rule, String kind, String name, String place) {
        return new Mutation(rule, kind + " " + name + " without " + place, false, all -> {
            JsonNode parent = parent(all.one(kind, name).json(), place);
            String field = place.substring(place.lastIndexOf('/') + 1);
            JsonNode removed = parent instanceof ArrayNode list
                    ? list.remove(Integer.parseInt(field))
                    : ((ObjectNode) parent).remove(field);
            if (removed == null) {
                throw new AssertionError("there is nothing to remove at " + place);
            }
        });
    }

    private static void put(ObjectNode json, String place, String value) {
        JsonNode parent = parent(json, place);
        String field = place.substring(place.lastIndexOf('/') + 1);
        JsonNode node = Manifest.tree(value);
        if (parent instanceof ArrayNode list) {
            list.set(Integer.parseInt(field), node);
        } else if (parent instanceof ObjectNode object) {
            object.set(field, node);
        } else {
            throw new AssertionError("there is no " + place);
        }
    }

    private static JsonNode parent(ObjectNode json, String place) {
        return json.at(place.substring(0, place.lastIndexOf('/')));
    }

    @Override
    public String toString() {
        return rule + ": " + what;
    }
}
