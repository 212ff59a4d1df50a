package org.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code sweep} sends, to whom, and what it says of every answer: one line, and never the secret. */
class SweepCommandTest {

    private static final String SECRET = "s:e/c r&t+";

    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, String> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private HttpServer other;
    private String url;
    private String out;
    private String err;

    @BeforeEach
    void theOtherSide() throws IOException {
        other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        url = "http://localhost:" + other.getAddress().getPort();
        other.createContext("/", this::answer);
        other.start();
        settings.put("countersign.public-url", "https://countersign.example");
        settings.put("countersign.sweep.url", url);
        settings.put("countersign.issuer", url + "/realms/shop");
        settings.put("countersign.sweep.client-id", "sweep");
        settings.put("countersign.sweep.client-secret", SECRET);
        metadata("");
        answers.put("/token", "200 {\"access_token\":\"the-token\",\"token_type\":\"Bearer\"}");
        answers.put("/api/admin/sweep", "200 {\"settled\":3}");
    }

    @AfterEach
    void stop() {
        other.stop(0);
    }

    @Test
    void aTokenForTheAdminApiAloneAndThenOneRequest() {
        assertThat(run()).isZero();
        assertThat(out).isEqualTo("countersign: swept: 3 actions came to an end\n");
        assertThat(err).isEmpty();
        String basic =
                Base64.getEncoder().encodeToString("sweep:s%3Ae%2Fc+r%26t%2B".getBytes(StandardCharsets.US_ASCII));
        assertThat(asked)
                .containsExactly(
                        "GET /realms/shop/.well-known/openid-configuration null ",
                        "POST /token Basic " + basic + " grant_type=client_credentials&scope=countersign:admin"
                                + "&resource=https://countersign.example/api/admin",
                        "POST /api/admin/sweep Bearer the-token ");
    }

    @Test
    void theFormAloneWhereTheProviderTakesNothingElseAndTheAudienceWhereItWantsOne() {
        metadata(",\"token_endpoint_auth_methods_supported\":[\"client_secret_post\",\"private_key_jwt\"]");
        settings.put("countersign.sweep.audience", "https://countersign.example/api/admin");
        assertThat(run()).isZero();
        assertThat(asked.get(1))
                .startsWith("POST /token null grant_type=")
                .contains("&audience=https://countersign.example/api/admin&client_id=sweep&client_secret=" + SECRET);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/token | 401 {\"error\":\"invalid_client\",\"error_description\":\"no such client\"} | (401): invalid_client: no such client",
                "/token | 200 {\"token_type\":\"Bearer\"} | gives no token (200)",
                "/token | 302 | gives no token (302)",
                "/token | 502 <html>bad gateway</html> | gives no token (502)",
                "/realms/shop/.well-known/openid-configuration | 404 | no metadata",
                "/realms/shop/.well-known/openid-configuration | 200 {\"issuer\":\"https://evil.example\",\"token_endpoint\":\"https://evil.example\"} | calls itself: https://evil.example",
                "/api/admin/sweep | 403 {\"detail\":\"This needs the permission run_sweep\"} | answered 403: This needs the permission run_sweep",
                "/api/admin/sweep | 401 | answered 401",
                "/api/admin/sweep | 503 <html>starting</html> | answered 503",
                "/api/admin/sweep | 200 <html>a login page</html> | answered 200",
                "/api/admin/sweep | 200 {\"settled\":\"many\"} | answered 200",
            })
    void whateverElseIsAnsweredIsOneLineAndAFailure(String path, String answer, String says) {
        answers.put(path, answer);
        assertThat(run()).isEqualTo(1);
        assertThat(out).isEmpty();
        assertThat(err).startsWith("countersign: not swept: ").contains(says).hasLineCount(1);
        assertThat(err).doesNotContain(SECRET, "the-token", "html");
    }

    @ParameterizedTest
    @CsvSource({
        "countersign.sweep.client-id, '', COUNTERSIGN_SWEEP_CLIENT_ID",
        "countersign.sweep.client-secret, '', COUNTERSIGN_SWEEP_CLIENT_SECRET",
        "countersign.sweep.client-secret-file, /no/such/file, COUNTERSIGN_SWEEP_CLIENT_SECRET_FILE",
        "countersign.sweep.url, countersign, COUNTERSIGN_SWEEP_URL",
        "countersign.issuer, ' ', COUNTERSIGN_ISSUER",
        "countersign.issuer, http://localhost:1, does not answer",
    })
    void whatIsMissingOrWrongIsNamedAndNothingIsSent(String setting, String value, String names) {
        settings.put(setting, value);
        assertThat(run()).isEqualTo(1);
        assertThat(err).contains(names).hasLineCount(1);
        assertThat(asked).isEmpty();
    }

    private void metadata(String more) {
        answers.put(
                "/realms/shop/.well-known/openid-configuration",
                "200 {\"issuer\":\"" + url + "/realms/shop\",\"token_endpoint\":\"" + url + "/token\"" + more + "}");
    }

    private int run() {
        var config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build();
        PrintStream usualOut = System.out;
        PrintStream usualErr = System.err;
        ByteArrayOutputStream newOut = new ByteArrayOutputStream();
        ByteArrayOutputStream newErr = new ByteArrayOutputStream();
        System.setOut(new PrintStream(newOut, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(newErr, true, StandardCharsets.UTF_8));
        try {
            return SweepCommand.run(Typed.of("sweep"), config);
        } finally {
            System.setOut(usualOut);
            System.setErr(usualErr);
            out = newOut.toString(StandardCharsets.UTF_8);
            err = newErr.toString(StandardCharsets.UTF_8);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " "
                + URLDecoder.decode(body, StandardCharsets.UTF_8));
        String[] answer =
                answers.getOrDefault(exchange.getRequestURI().getPath(), "404").split(" ", 2);
        byte[] bytes = (answer.length > 1 ? answer[1] : "").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Location", url + "/elsewhere");
        exchange.sendResponseHeaders(Integer.parseInt(answer[0]), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
