package org.countersign.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import org.countersign.endtoend.Agent;
import org.countersign.endtoend.Refunding;
import org.countersign.endtoend.Sql;
import org.countersign.scripted.Rule;
import org.countersign.scripted.ScriptedShop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package with one backend or another: chosen when it starts. */
class BackendIT {

    @Test
    void anUnknownBackendEndsInOneLineThatNamesTheKnownOnes() {
        ServerProcess.End end = ending(Map.of("countersign.backend", "magento"));
        assertThat(end.code()).isEqualTo(1);
        assertThat(end.err().strip().lines()).hasSize(1);
        assertThat(end.err()).startsWith("countersign: ").contains("magento").contains("builtin, medusa, remote");
        assertThat(end.out()).doesNotContain("Failed to start");
    }

    @Test
    void aRemoteShopWithoutAnAddressEndsInOneLine() {
        ServerProcess.End end = ending(Map.of("countersign.backend", "remote"));
        assertThat(end.code()).isEqualTo(1);
        assertThat(end.err().strip().lines()).hasSize(1);
        assertThat(end.err()).startsWith("countersign: ").contains("COUNTERSIGN_REMOTE_URL");
    }

    @Test
    void credentialsThatCannotBeSentAreNotShown() {
        ServerProcess.End end = ending(Map.of(
                "countersign.backend", "remote",
                "countersign.remote.url", "http://who:top-secret@localhost:1",
                "countersign.remote.token", "very secret"));
        assertThat(end.code()).isEqualTo(1);
        assertThat(end.out() + end.err()).doesNotContain("secret").contains("countersign: COUNTERSIGN_REMOTE_URL ");
    }

    @Test
    void settingsThatMakeNoSenseEndInOneLineThatNamesThem(@TempDir Path folder) throws IOException {
        Path empty = Files.createFile(folder.resolve("shop-token"));
        Path good = Files.writeString(folder.resolve("good-token"), "top-secret\n");
        oneLine("COUNTERSIGN_BACKEND_REMOTE_AT_ONCE is a whole number", "countersign.backend.remote.at-once", "many");
        oneLine("COUNTERSIGN_BACKEND_CALL_TIMEOUT is a duration", "countersign.backend.call-timeout", "soon");
        oneLine("COUNTERSIGN_REMOTE_TOKEN_FILE names the file " + empty, "countersign.remote.token-file", "" + empty);
        oneLine(
                "COUNTERSIGN_REMOTE_TOKEN_FILE and COUNTERSIGN_REMOTE_TOKEN are both set",
                "countersign.remote.token-file",
                "" + good,
                "countersign.remote.token",
                "very-secret");
    }

    private static void oneLine(String says, String... settings) {
        Map<String, String> all =
                new HashMap<>(Map.of("countersign.backend", "remote", "countersign.remote.url", "http://localhost:1"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        ServerProcess.End end = ending(all);
        assertThat(end.code()).isEqualTo(1);
        assertThat(end.err().strip().lines()).hasSize(1);
        assertThat(end.err()).startsWith("countersign: " + says);
        assertThat(end.out() + end.err()).doesNotContain("secret\n", "very-secret", "top-secret");
    }

    @Test
    void theCommandChecksTheShopAndItsExitCodeSaysIt(@TempDir Path folder) throws IOException {
        Map<String, String> settings = new HashMap<>(TestServices.database());
        settings.put("countersign.issuer", "http://localhost:1");
        Path token = Files.writeString(folder.resolve("shop-token"), "secret-of-the-shop\n");
        try (ScriptedShop shop = ScriptedShop.start()) {
            shop.mode("token", "secret-of-the-shop");
            settings.putAll(shop.settings());
            ServerProcess.End unknown = ServerProcess.toItsEnd(settings, "check");
            assertThat(unknown.code()).as(unknown.err()).isEqualTo(1);
            assertThat(unknown.out())
                    .startsWith("backend remote: SOMETHING HAS TO BE MENDED\n")
                    .contains("bad   credentials: the shop does not accept them (401); none are set\n");

            settings.put("countersign.remote.token-file", token.toString());
            ServerProcess.End well = ServerProcess.toItsEnd(settings, "check");
            assertThat(well.code()).as(well.out() + well.err()).isZero();
            assertThat(well.out())
                    .startsWith(
                            "backend remote: nothing has to be mended\ngood  reachable: " + shop.url() + " answers\n")
                    .containsPattern("refund_order +resend key for PT24H, absence proof; ")
                    .doesNotContain("secret-of-the-shop");

            shop.stop();
            ServerProcess.End away = ServerProcess.toItsEnd(settings, "check");
            assertThat(away.code()).isEqualTo(1);
            assertThat(away.out()).contains("bad   reachable: ").doesNotContain("secret-of-the-shop");
            assertThat(ServerProcess.toItsEnd(settings, "check", "everything").code())
                    .isEqualTo(2);
        }
    }

    @Test
    void aServerOfARemoteShopHasNoTablesOfTheBuiltInOneAndSurvivesItsShop() {
        Map<String, String> settings = new HashMap<>(TestServices.database());
        int port = ServerProcess.freePort();
        URI url = URI.create("http://localhost:" + port);
        try (ScriptedShop shop = ScriptedShop.start();
                DevelopmentIdentityProvider idp = DevelopmentIdentityProvider.start(
                        0, URI.create(url + "/mcp"), URI.create(url + "/api/admin"))) {
            settings.putAll(shop.settings());
            settings.put("countersign.issuer", idp.issuer().toString());
            settings.put("quarkus.flyway.locations", "db/ledger");
            settings.put("countersign.sample-shop", "true");
            try (ServerProcess server = ServerProcess.start(port, settings)) {
                Agent ada = new Agent(server.url(), Agent.token(idp.issuer().toString(), "ada", "mcp"));
                JsonNode order = ada.order("S1");
                shop.script(Rule.onRefund().dropAnswer());
                assertThat(ada.call(Refunding.of(order).line(order.path("lines").path(1)))
                                .status())
                        .isEqualTo("done");
                assertThat(shop.effects("S1")).hasSize(1);
                assertThat(Sql.of(settings)
                                .number("select count(*) from information_schema.schemata where schema_name = 'shop'"))
                        .isZero();

                shop.stop();
                Agent.Said away = ada.call("get_order", "order_id", "S1");
                assertThat(away.error()).isEqualTo("backend_unavailable");
                Agent.Said write = ada.call(
                        Refunding.of(order).line(order.path("lines").path(0)).with("intentional_repeat", true));
                assertThat(write.error()).isEqualTo("backend_unavailable");
                JsonNode ready = ready(server.url());
                assertThat(ready.path("status").asText()).isEqualTo("UP");
                assertThat(ready.path("checks")).anySatisfy(check -> {
                    assertThat(check.path("name").asText()).isEqualTo("backend remote");
                    assertThat(check.path("data").path("reachable").asBoolean(true))
                            .isFalse();
                });
            }
        }
    }

    private static JsonNode ready(URI server) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(server.resolve("/q/health/ready")).build();
            return new ObjectMapper()
                    .readTree(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .body());
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static ServerProcess.End ending(Map<String, String> backend) {
        Map<String, String> settings = new HashMap<>(TestServices.database());
        settings.put("countersign.issuer", "http://localhost:1");
        settings.put("quarkus.http.port", "0");
        settings.putAll(backend);
        return ServerProcess.toItsEnd(settings);
    }
}
