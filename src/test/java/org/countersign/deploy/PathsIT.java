package org.countersign.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.countersign.dev.idp.DevelopmentIdentityProvider;
import org.countersign.process.ServerProcess;
import org.countersign.process.TestServices;
import org.junit.jupiter.api.Test;

/** What probes, monitors and routes ask for is there in a running server, and a path that is not is seen to be missing. */
class PathsIT {

    @Test
    void everyPathOfTheManifestsExists() throws Exception {
        int port = ServerProcess.freePort();
        URI url = URI.create("http://localhost:" + port);
        Map<String, String> settings = new HashMap<>(TestServices.database());
        settings.putAll(TestServices.console());
        try (DevelopmentIdentityProvider provider =
                DevelopmentIdentityProvider.start(0, url.resolve("/mcp"), url.resolve("/api/admin"))) {
            settings.put("countersign.issuer", provider.issuer().toString());
            try (ServerProcess server = ServerProcess.start(port, settings)) {
                assertThat(status(url, "/q/health/reddy")).isEqualTo(404);
                assertThat(asked())
                        .contains("/q/health/started", "/q/health/ready", "/q/health/live")
                        .allSatisfy(
                                path -> assertThat(status(url, path)).as(path).isEqualTo(200));
                assertThat(routed())
                        .contains("/mcp")
                        .allSatisfy(
                                path -> assertThat(status(url, path)).as(path).isNotIn(404, 500));
            }
        }
    }

    private static Set<String> asked() {
        Set<String> paths = new TreeSet<>();
        for (Manifest manifest : Manifest.ofAllFiles()) {
            Workload.in(manifest)
                    .filter(Workload::isOurs)
                    .ifPresent(workload -> workload.pod()
                            .findValues("httpGet")
                            .forEach(get -> paths.add(get.path("path").asText())));
            for (String list : List.of("endpoints", "podMetricsEndpoints")) {
                manifest.json()
                        .at("/spec/" + list)
                        .forEach(each -> paths.add(each.path("path").asText()));
            }
        }
        return paths;
    }

    private static Set<String> routed() {
        Set<String> paths = new TreeSet<>();
        Manifest.ofAllFiles().stream()
                .filter(manifest ->
                        manifest.kind().equals("HTTPRoute") && manifest.name().equals("countersign"))
                .flatMap(manifest -> manifest.json().findValues("path").stream())
                .map(path -> path.path("value"))
                .map(JsonNode::asText)
                .forEach(paths::add);
        return paths;
    }

    private static int status(URI url, String path) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(url.resolve(path)).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
