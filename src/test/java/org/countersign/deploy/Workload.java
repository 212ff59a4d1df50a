package org.countersign.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What runs pods, whatever its kind. */
record Workload(Manifest manifest, JsonNode template) {

    static final String KNATIVE = "serving.knative.dev/v1 Service";

    static Optional<Workload> in(Manifest manifest) {
        return switch (manifest.type()) {
            case "apps/v1 Deployment", "apps/v1 StatefulSet", "apps/v1 DaemonSet", "batch/v1 Job", KNATIVE ->
                Optional.of(new Workload(manifest, manifest.json().at("/spec/template")));
            case "batch/v1 CronJob" ->
                Optional.of(new Workload(manifest, manifest.json().at("/spec/jobTemplate/spec/template")));
            default -> Optional.empty();
        };
    }

    JsonNode pod() {
        return template.path("spec");
    }

    JsonNode labels() {
        return template.at("/metadata/labels");
    }

    List<JsonNode> containers() {
        List<JsonNode> all = new ArrayList<>();
        pod().path("initContainers").forEach(all::add);
        pod().path("containers").forEach(all::add);
        return all;
    }

    /** Whether it runs our image, and not that of Keycloak. */
    boolean isOurs() {
        return containers().stream().anyMatch(container -> isOurs(container));
    }

    static boolean isOurs(JsonNode container) {
        return container.path("image").asText().matches("(.*/)?countersign([:@].*)?");
    }

    /** Listens, so that it is no job. */
    boolean isServer() {
        return containers().stream()
                .anyMatch(container -> container.path("ports").size() > 0);
    }

    boolean isKnative() {
        return manifest.is(KNATIVE);
    }

    /** Its ports by number and by name. */
    boolean listens(String port) {
        return containers().stream()
                .flatMap(container ->
                        StreamSupport.stream(container.path("ports").spliterator(), false))
                .anyMatch(each -> each.path("containerPort").asText().equals(port)
                        || each.path("name").asText().equals(port));
    }

    boolean hasLabels(JsonNode wanted) {
        return wanted.isObject()
                && !wanted.isEmpty()
                && wanted.properties().stream()
                        .allMatch(label -> labels().path(label.getKey()).equals(label.getValue()));
    }

    @Override
    public String toString() {
        return manifest.toString();
    }
}
