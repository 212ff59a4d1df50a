package org.countersign.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.countersign.dev.idp.DevelopmentIdentityProvider;
import org.countersign.endtoend.Browser;
import org.countersign.process.ServerProcess;
import org.countersign.process.TestServices;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two packaged servers behind one public https address: a session is at home in both of them. */
@Timeout(300)
class ConsoleReplicasIT {

    private static final URI PUBLIC = URI.create("https://shop.example.com");

    private static DevelopmentIdentityProvider provider;
    private static Map<String, String> settings;
    private static ServerProcess first;
    private static ServerProcess second;

    @BeforeAll
    static void start() {
        provider = DevelopmentIdentityProvider.start(0, PUBLIC.resolve("/mcp"), PUBLIC.resolve("/api/admin"));
        settings = new HashMap<>(TestServices.database());
        settings.putAll(TestServices.console());
        settings.put("countersign.issuer", provider.issuer().toString());
        settings.put("countersign.public-url", PUBLIC.toString());
        first = ServerProcess.start(settings);
        second = ServerProcess.start(settings);
    }

    @AfterAll
    static void stop() {
        if (second != null) {
            second.close();
        }
        if (first != null) {
            first.close();
        }
        if (provider != null) {
            provider.close();
        }
    }

    private static Browser signedIn(String user) {
        Browser browser = new Browser(PUBLIC, user).use(first.url());
        assertThat(browser.get("/console").words()).contains("Sign out");
        return browser;
    }

    @Test
    void aSessionOfOneReplicaIsKnownToTheOtherAndOutlivesARestart() {
        Browser lea = signedIn("lea");
        Browser.Page atSecond = lea.use(second.url()).get("/console");
        assertThat(lea.way()).hasSize(1);
        assertThat(atSecond.words()).contains("Lea Lead", "support_lead");
        first.restart();
        assertThat(lea.use(first.url()).get("/console").words()).contains("Lea Lead");
        assertThat(lea.way()).hasSize(1);
    }

    @Test
    void whoseFormCameFromOneReplicaSignsOutAtTheOtherAndIsOutAtBoth() {
        Browser lea = signedIn("lea");
        Browser copied = lea.copy();
        assertThat(lea.use(second.url()).post("/console/sign-out", Map.of()).words())
                .contains("You are signed out");
        assertThat(copied.use(first.url()).ask("GET", "/console").status()).isEqualTo(401);
        assertThat(copied.use(second.url()).ask("GET", "/console").status()).isEqualTo(401);
    }

    @Test
    void aSignInThatBeganAtOneReplicaMayEndAtTheOther() {
        Browser lea = new Browser(PUBLIC, "lea").use(first.url());
        String login = lea.ask("GET", "/console").header("Location");
        assertThat(lea.use(second.url()).get(login).words()).contains("Lea Lead");
    }

    @Test
    void behindHttpsItsCookiesAreSecureAndItsAddressesPublic() {
        Browser lea = signedIn("lea");
        assertThat(lea.cookieNames())
                .hasSizeGreaterThan(1)
                .allSatisfy(name -> assertThat(lea.setCookie(name).orElseThrow())
                        .contains("; Secure")
                        .containsIgnoringCase("; HttpOnly"));
        assertThat(lea.page().header("Strict-Transport-Security")).startsWith("max-age=");
        Browser.Page asked = new Browser(PUBLIC, "lea").use(first.url()).ask("GET", "/console");
        assertThat(asked.header("Location"))
                .contains("redirect_uri=https%3A%2F%2Fshop.example.com%2Fconsole%2Fcallback");
        assertThat(asked.header("Set-Cookie")).contains("; Secure");
    }

    @Test
    void aSecretThatIsTooShortIsRefusedInOneLine() {
        for (String secret : new String[] {"", "0123456789012345678901234567890"}) {
            Map<String, String> bad = new HashMap<>(settings);
            bad.put("countersign.console.secret", secret);
            ServerProcess.End end = ServerProcess.toItsEnd(bad);
            assertThat(end.code()).isEqualTo(1);
            assertThat(end.err().strip()).hasLineCount(1).contains("COUNTERSIGN_CONSOLE_SECRET", "32");
        }
    }

    @Test
    void aClientWithoutASecretSignsPeopleIn() throws Exception {
        HttpRequest registration = HttpRequest.newBuilder(URI.create(provider.issuer() + "/register"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"redirect_uris": ["%s/console/callback"], "token_endpoint_auth_method": "none",
                         "grant_types": ["authorization_code"]}""".formatted(PUBLIC)))
                .build();
        String registered = HttpClient.newHttpClient()
                .send(registration, HttpResponse.BodyHandlers.ofString())
                .body();
        Map<String, String> publicClient = new HashMap<>(settings);
        publicClient.remove("countersign.console.client-secret");
        publicClient.put(
                "countersign.console.client-id", registered.replaceAll("(?s).*\"client_id\":\\s*\"([^\"]+)\".*", "$1"));
        try (ServerProcess server = ServerProcess.start(publicClient)) {
            assertThat(new Browser(PUBLIC, "lea")
                            .use(server.url())
                            .get("/console")
                            .words())
                    .contains("Lea Lead");
        }
    }

    @Test
    void withoutAClientThereIsNoConsoleAndNothingElseChanges() {
        Map<String, String> none = new HashMap<>(settings);
        none.keySet().removeIf(name -> name.startsWith("countersign.console."));
        try (ServerProcess server = ServerProcess.start(none)) {
            Browser lea = new Browser(PUBLIC, "lea").use(server.url());
            assertThat(lea.get("/console").words()).contains("The console is not configured");
            assertThat(lea.ask("POST", "/mcp").status()).isEqualTo(401);
        }
    }
}
