package org.countersign.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.countersign.dev.idp.DevelopmentIdentityProvider;
import org.countersign.process.ServerProcess.End;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sweep} of the package against a running server: with the role that has {@code run_sweep} and nothing else. */
class SweepCommandIT {

    private static final String SECRET = "sweep-secret";

    @Test
    void itSweepsWithRunSweepAloneAndNeverWithoutIt(@TempDir Path folder) throws Exception {
        int port = ServerProcess.freePort();
        URI url = URI.create("http://localhost:" + port);
        try (DevelopmentIdentityProvider provider =
                DevelopmentIdentityProvider.start(0, url.resolve("/mcp"), url.resolve("/api/admin"))) {
            Map<String, String> settings = new HashMap<>(TestServices.database());
            settings.put("countersign.issuer", provider.issuer().toString());
            try (ServerProcess server = ServerProcess.start(port, settings)) {
                Map<String, String> sweep = sweep(url, provider.issuer(), folder);
                End without = ServerProcess.toItsEnd(sweep, "sweep");
                saysNo(without, "403", "run_sweep");

                String admin = provider.draft("sam", url.resolve("/api/admin"))
                        .scope("countersign:admin")
                        .sign();
                assertThat(send(url.resolve("/api/admin/shops/main/roles/sweeper"), admin)
                                .statusCode())
                        .isBetween(200, 201);
                End swept = ServerProcess.toItsEnd(sweep, "sweep");
                assertThat(swept.code()).as(swept.err()).isZero();
                assertThat(swept.out().strip()).isEqualTo("countersign: swept: 0 actions came to an end");
                assertThat(swept.err()).isEmpty();

                sweep.put("countersign.public-url", "https://elsewhere.example");
                sweep.put("countersign.sweep.url", url.toString());
                saysNo(ServerProcess.toItsEnd(sweep, "sweep"), "invalid_target");
                server.stop();
                sweep.put("countersign.public-url", url.toString());
                saysNo(ServerProcess.toItsEnd(sweep, "sweep"), "does not answer");
            }
        }
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(ServerProcess.toItsEnd(Map.of(), "sweep").err()).contains("COUNTERSIGN_ISSUER");
        assertThat(ServerProcess.toItsEnd(Map.of(), "sweep", "now").code()).isEqualTo(2);
    }

    /** No database: it needs none. */
    private static Map<String, String> sweep(URI server, URI issuer, Path folder) throws IOException {
        Map<String, String> settings = new HashMap<>();
        settings.put("countersign.public-url", server.toString());
        settings.put("countersign.issuer", issuer.toString());
        settings.put("countersign.sweep.client-id", "countersign-sweep");
        settings.put(
                "countersign.sweep.client-secret-file",
                Files.writeString(folder.resolve("secret"), SECRET + "\n").toString());
        return settings;
    }

    private static void saysNo(End end, String... naming) {
        assertThat(end.code()).as(end.out() + end.err()).isEqualTo(1);
        assertThat(end.out()).isEmpty();
        assertThat(end.err().strip().lines()).hasSize(1);
        assertThat(end.err())
                .startsWith("countersign: not swept: ")
                .contains(naming)
                .doesNotContain(SECRET);
    }

    private static HttpResponse<String> send(URI role, String token) throws Exception {
        String permissions = "{\"permissions\":{\"see_personal_data\":false,\"handle_escalations\":false,"
                + "\"manage_grants\":false,\"switch_writes\":false,\"read_audit\":false,\"run_sweep\":true}}";
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(role)
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/json")
                            .header("If-None-Match", "*")
                            .PUT(HttpRequest.BodyPublishers.ofString(permissions))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
