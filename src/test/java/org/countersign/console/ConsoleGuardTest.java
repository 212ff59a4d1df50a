package org.countersign.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.countersign.dev.idp.DevelopmentIdentityProvider;
import org.countersign.dev.idp.TokenDraft;
import org.countersign.endtoend.Agent;
import org.countersign.endtoend.Browser;
import org.countersign.endtoend.ShopProfile;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands before every page of the console, whoever writes it. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class ConsoleGuardTest {

    private static final String SAY = "/console/probe/say";

    /** Set by {@link org.countersign.process.TestServices}. */
    private DevelopmentIdentityProvider provider;

    @BeforeEach
    void nothingWasDone() {
        ProbePage.DONE.clear();
    }

    @AfterEach
    void goodTokensAgain() {
        provider.idTokens(TokenDraft::sign);
    }

    private static String publicUrl() {
        return ConfigProvider.getConfig().getValue("countersign.public-url", String.class);
    }

    private static Browser at(String user, String path) {
        Browser browser = Browser.signedIn(user);
        assertThat(browser.get(path).status()).isEqualTo(200);
        return browser;
    }

    private static String[] fromHere() {
        return new String[] {"Origin", publicUrl()};
    }

    private static void refused(Browser.Page page, int status) {
        assertThat(page.status()).isEqualTo(status);
        assertThat(page.words()).contains("Nothing was done");
        assertThat(ProbePage.DONE).isEmpty();
    }

    @Test
    void aFormOfThePageDoesWhatItSays() {
        Browser lea = at("lea", "/console/probe");
        Browser.Page page = lea.post(SAY, Map.of("word", "yes"));
        assertThat(page.uri().toString()).isEqualTo(publicUrl() + "/console/probe?said=1");
        assertThat(lea.way()).hasSize(2);
        assertThat(ProbePage.DONE).containsExactly("u-lea yes");
    }

    @Test
    void aFormWithoutTheTokenOfItsSessionDoesNothing() {
        Browser lea = at("lea", "/console/probe");
        String own = lea.page().csrf();
        String ofAda = at("ada", "/console/probe").page().csrf();
        String ofHerOtherSession = at("lea", "/console/probe").page().csrf();
        assertThat(List.of(ofAda, ofHerOtherSession)).doesNotContain(own);
        for (String token : List.of("", "x", ofAda, ofHerOtherSession, own.toLowerCase(java.util.Locale.ROOT))) {
            refused(lea.postAsIs(SAY, Map.of("word", "no", "csrf", token), fromHere()), 403);
        }
        refused(lea.postAsIs(SAY, Map.of("word", "no"), fromHere()), 403);
        refused(lea.postAsIs(SAY + "?csrf=" + own, Map.of("word", "no"), fromHere()), 403);
        refused(lea.postAsIs("/console/sign-out", Map.of(), fromHere()), 403);
        assertThat(lea.get("/console/probe").words()).contains("Lea Lead");
        lea.postAsIs(SAY, Map.of("word", "yes", "csrf", own), fromHere());
        assertThat(ProbePage.DONE).containsExactly("u-lea yes");
    }

    @Test
    void aFormOfAnotherPageDoesNothing() {
        Browser lea = at("lea", "/console/probe");
        Map<String, String> form = Map.of("word", "no", "csrf", lea.page().csrf());
        refused(lea.postAsIs(SAY, form, "Origin", "https://evil.example"), 403);
        refused(lea.postAsIs(SAY, form, "Origin", "null"), 403);
        refused(lea.postAsIs(SAY, form, "Origin", publicUrl() + ".evil.example"), 403);
        refused(lea.postAsIs(SAY, form, "Origin", publicUrl(), "Sec-Fetch-Site", "cross-site"), 403);
        refused(lea.postAsIs(SAY, form, "Origin", publicUrl(), "Sec-Fetch-Site", "same-site"), 403);
        refused(lea.postAsIs(SAY, form, "Sec-Fetch-Site", "none"), 403);
        refused(lea.postAsIs(SAY, form), 403);
        assertThat(ProbePage.DONE).isEmpty();
    }

    @Test
    void aFormOfAStrangerDoesNothingAndIsNotDoneLater() {
        Browser lea = at("lea", "/console/probe");
        String token = lea.page().csrf();
        lea.forgetCookie("q_session_console");
        Browser.Page page = lea.postAsIs(SAY, Map.of("word", "no", "csrf", token), fromHere());
        refused(page, 401);
        Browser.Page back = lea.get(page.link("Sign in"));
        assertThat(back.uri().getPath()).isEqualTo("/console/probe");
        assertThat(ProbePage.DONE).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "multipart/form-data; boundary=x"})
    void whatIsNoFormDoesNothing(String type) {
        Browser lea = at("lea", "/console/probe");
        int status = given().config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .encodeContentTypeAs("multipart/form-data", ContentType.TEXT)))
                .header("Cookie", lea.cookieHeader())
                .header("Origin", publicUrl())
                .header("Content-Type", type)
                .body("csrf=" + lea.page().csrf() + "&word=no")
                .post(SAY)
                .statusCode();
        assertThat(status).isEqualTo(415);
        assertThat(ProbePage.DONE).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"})
    void noOtherMethodIsTaken(String method) {
        Browser lea = at("lea", "/console/probe");
        Browser.Page page = lea.ask(method, "/console/probe", "Origin", publicUrl());
        assertThat(page.status()).isEqualTo(405);
        assertThat(page.header("Allow")).isEqualTo("GET, POST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/sign-in",
                "/console/callback",
                "/console/style.css",
                "/console/console.js",
                "/console/probe"
            })
    void noFormIsSentToAPageThatHasNone(String path) {
        Browser lea = at("lea", "/console/probe");
        Map<String, String> form = Map.of("csrf", lea.page().csrf());
        assertThat(lea.postAsIs(path, form, fromHere()).status()).isEqualTo(405);
    }

    @Test
    void whatIsTooLongForAFormDoesNothing() {
        Browser lea = at("lea", "/console/probe");
        refused(lea.post(SAY, Map.of("word", "x".repeat(600_000))), 413);
    }

    @Test
    void whoSignedInTooLongAgoSignsInAgainToDecide() {
        provider.idTokens(token -> token.signedInBefore(Duration.ofMinutes(16)).sign());
        Browser lea = at("lea", "/console/probe");
        Browser.Page page = lea.post("/console/probe/decide", Map.of("word", "no"));
        refused(page, 403);
        assertThat(page.words()).contains("Sign in again to decide", "15 minutes");
        assertThat(ProbePage.DONE).isEmpty();

        provider.idTokens(token -> token.signedInBefore(Duration.ofMinutes(14)).sign());
        Browser.Page back = lea.get(page.link("Sign in again"));
        assertThat(lea.way().get(1).toString()).contains("prompt=login");
        assertThat(back.uri().getPath()).isEqualTo("/console/probe");
        lea.post("/console/probe/decide", Map.of("word", "yes"));
        assertThat(ProbePage.DONE).containsExactly("u-lea yes");
    }

    @Test
    void aProviderThatDoesNotSayWhenIsTakenByTheTimeOfItsToken() {
        provider.idTokens(token -> token.without("auth_time").sign());
        at("lea", "/console/probe").post("/console/probe/decide", Map.of("word", "yes"));
        assertThat(ProbePage.DONE).containsExactly("u-lea yes");
    }

    @Test
    void aBearerTokenCountsForNothingHere() {
        String issuer = provider.issuer().toString();
        for (String resource : List.of("mcp", "admin")) {
            String token = "Bearer " + Agent.token(issuer, "sam", resource);
            given().redirects()
                    .follow(false)
                    .header("Authorization", token)
                    .get("/console/probe")
                    .then()
                    .statusCode(302);
            given().header("Authorization", token)
                    .header("Origin", publicUrl())
                    .formParam("word", "no")
                    .post(SAY)
                    .then()
                    .statusCode(401);
        }
        Browser lea = at("lea", "/console/probe");
        Browser.Page page =
                lea.ask("GET", "/console/probe", "Authorization", "Bearer " + Agent.token(issuer, "sam", "admin"));
        assertThat(page.words()).as("the cookie alone counts").contains("subject=u-lea");
        assertThat(ProbePage.DONE).isEmpty();
    }

    @Test
    void theCookieCountsForNothingElsewhere() {
        String cookies = at("sam", "/console/probe").cookieHeader();
        given().header("Cookie", cookies).get("/api/admin/probe").then().statusCode(401);
        given().header("Cookie", cookies).get("/api/admin/writes").then().statusCode(401);
        given().header("Cookie", cookies)
                .header("Accept", "application/json, text/event-stream")
                .contentType("application/json")
                .body("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}")
                .post("/mcp")
                .then()
                .statusCode(401);
        String token = Agent.token(provider.issuer().toString(), "sam", "admin");
        given().header("Cookie", cookies)
                .header("Authorization", "Bearer " + token)
                .get("/api/admin/probe")
                .then()
                .statusCode(200);
    }

    @Test
    void everyAnswerCarriesTheHeaders() {
        Browser lea = at("lea", "/console/probe");
        Browser stranger = Browser.of("lea");
        safe(lea.page(), 200);
        safe(lea.ask("HEAD", "/console"), 200);
        safe(lea.ask("GET", "/console/nowhere"), 404);
        safe(lea.ask("GET", "/console/probe/gone"), 404);
        safe(lea.ask("GET", "/console/probe/broken"), 500);
        safe(lea.ask("GET", "/console/probe/ledger"), 503);
        safe(lea.ask("GET", "/console/probe/refused"), 403);
        safe(lea.ask("PUT", "/console"), 405);
        safe(lea.ask("GET", "/console/style.css"), 200);
        safe(lea.ask("GET", "/console/signed-out"), 200);
        safe(lea.ask("GET", "/console/sign-in"), 302);
        safe(lea.ask("GET", "/console/callback"), 303);
        safe(lea.postAsIs(SAY, Map.of(), fromHere()), 403);
        safe(lea.postAsIs(SAY, Map.of()), 403);
        safe(stranger.ask("GET", "/console"), 302);
        safe(stranger.ask("GET", "/console/callback"), 401);
        safe(stranger.postAsIs(SAY, Map.of(), fromHere()), 401);
    }

    private static void safe(Browser.Page page, int status) {
        assertThat(page.status()).isEqualTo(status);
        assertThat(page.headers().allValues("Content-Security-Policy"))
                .containsExactly("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                        + " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(page.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(page.header("Cache-Control")).contains("no-store");
        assertThat(page.header("Strict-Transport-Security")).as("http").isEmpty();
        if (status != 302 && status != 303 && !page.html().isEmpty()) {
            assertThat(page.header("Content-Type")).matches("text/(html|css); ?charset=utf-8");
            assertThat(page.html()
                            .replaceFirst("<script src=\"/console/console\\.js\\?v=[0-9a-f]{16}\" defer></script>", ""))
                    .doesNotContain("<script", "style=\"", "onclick", "secret of the inside", "at org.");
        }
    }

    @Test
    void errorsAreToldInTheFrameAndEscaped() {
        Browser lea = at("lea", "/console/probe");
        Browser.Page refused = lea.get("/console/probe/refused");
        assertThat(refused.words()).contains("Not this one", "It is <b>somebody</b> else's.", "Lea Lead");
        assertThat(refused.html()).doesNotContain("<b>");
        assertThat(lea.get("/console/nowhere").words()).contains("There is nothing here", "Lea Lead");
        assertThat(lea.get("/console/probe/gone").words()).contains("There is nothing here", "Lea Lead");
        assertThat(lea.get("/console/probe/broken").words()).contains("Something went wrong");
    }

    @Test
    void aPageCannotSendAnybodyElsewhere() {
        Browser lea = at("lea", "/console/probe");
        assertThat(lea.ask("GET", "/console/probe/away").header("Location"))
                .isEqualTo(publicUrl() + "/console/probe?x=1");
        assertThat(lea.ask("GET", "/console/probe/outside").header("Location")).isEqualTo(publicUrl() + "/console");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console;x=1/probe",
                "/console/probe;x=1",
                "/console//probe",
                "//console/probe",
                "/console/./probe",
                "/q/../console/probe",
                "/%63onsole/probe",
                "/console/%70robe",
                "/;x/console/probe",
                "/console/;x/probe"
            })
    void aPageHasOneAddress(String path) throws IOException {
        String cookies = at("lea", "/console/probe").cookieHeader();
        for (String header : List.of(cookies, "a=b")) {
            assertThat(statusLine("GET " + path + " HTTP/1.1", "Cookie: " + header))
                    .matches("HTTP/1.1 (401|404) .*");
        }
    }

    /** As it stands: no client between us tidies the address. */
    private static String statusLine(String request, String header) throws IOException {
        URI server = URI.create(publicUrl());
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            String text =
                    request + "\r\nHost: " + server.getAuthority() + "\r\n" + header + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }

    @Test
    void thePagesAreNoPartOfTheApi() {
        given().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body(containsString("/api/admin/"))
                .body(not(containsString("/console")));
    }

    @Test
    void theStyleIsReadByEverybodyAndHasBothLooks() {
        String css = given().get("/console/style.css")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(css).contains("prefers-color-scheme: dark", ":focus-visible").doesNotContain("@import", "url(");
    }
}
