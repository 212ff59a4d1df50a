package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The one way to a decision is the form of a page, in the session of a person who may: whatever else comes decides nothing. */
@QuarkusTest
@TestProfile(EveryWriteTest.Fast.class)
class DecisionDoorTest extends WholeServer {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final URI SERVER =
            URI.create(ConfigProvider.getConfig().getValue("countersign.public-url", String.class));
    private static final String ISSUER = ConfigProvider.getConfig().getValue("countersign.issuer", String.class);

    private final Agent ada = Agent.as("ada");
    private final ShopFixture shop = usd();
    private String action;
    private String path;

    @BeforeEach
    void somethingWaits() {
        terms("terms || '{\"confirmation\": \"other_person\"}'");
        Agent.Said waiting = ada.call(Refunding.of(ada.order(shop.order)).line(shop.line(2), 1));
        assertThat(waiting.status()).as("%s", waiting.content()).isEqualTo("awaiting_approval");
        action = waiting.action();
        path = URI.create(waiting.content().at("/approval/url").asText()).getPath();
    }

    @AfterEach
    void asItWas() {
        terms("terms - 'confirmation'");
    }

    private void terms(String terms) {
        sql.execute("update countersign.role_grant set version = version + 1, terms = " + terms
                + " where role = 'support_agent' and tool = 'refund_order'");
        policy.readAgain();
    }

    private void nothingIsDecided() {
        assertThat(sql.text(
                        "select a.status || ' ' || p.state || ' ' || coalesce(p.decided_subject, 'nobody') from countersign.action a"
                                + " join countersign.approval p on p.action_id = a.id where a.id = ?",
                        action))
                .isEqualTo("AWAITING_APPROVAL PENDING nobody");
        assertThat(sql.number(
                        "select count(*) from countersign.event where action_id = ? and kind like 'approval_%'",
                        action))
                .isZero();
        assertThat(shop.refunds()).isZero();
    }

    /** @return the status; never that of a decision */
    private int refused(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            nothingIsDecided();
            return response.statusCode();
        } catch (IOException broken) {
            nothingIsDecided();
            return 0;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static HttpRequest.Builder form(String path, String body) {
        return HttpRequest.newBuilder(SERVER.resolve(path))
                .header("Content-Type", FORM)
                .header("Origin", SERVER.toString())
                .header("Sec-Fetch-Site", "same-origin")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /** The page of the approval in the session of somebody who may decide it. */
    private Browser lea() {
        Browser lea = Browser.signedIn("lea");
        assertThat(lea.get(path).status()).isEqualTo(200);
        return lea;
    }

    private static Map<String, String> reason() {
        return Map.of("reason", "looked at it");
    }

    @Test
    void thatWayItIsDecided() {
        Browser lea = lea();
        nothingIsDecided();
        Browser.Page page = lea.post(path + "/allow", reason());
        assertThat(page.status()).as(page.words()).isEqualTo(200);
        assertThat(page.uri().getPath()).isEqualTo(path);
        Agent.Said done = ada.call("get_action", "action_id", action);
        assertThat(done.status()).as("%s", done.content()).isEqualTo("done");
        assertThat(shop.refunds()).isEqualTo(1);
        lea.post(path + "/allow", reason());
        lea.get(path);
        lea.post(path + "/deny", reason());
        assertThat(ada.call("get_action", "action_id", action).status()).isEqualTo("done");
        assertThat(shop.refunds()).isEqualTo(1);
    }

    @Test
    void whatTheRequesterConfirmsIsConfirmedInTheirOwnBrowserOnly() {
        terms("terms || '{\"confirmation\": \"requester\"}'");
        ShopFixture other = usd();
        Agent.Said waiting = ada.call(Refunding.of(ada.order(other.order)).line(other.line(2), 1));
        assertThat(waiting.status()).isEqualTo("awaiting_approval");
        String own = URI.create(waiting.content().at("/approval/url").asText()).getPath();
        for (String user : List.of("lea", "sam", "ben")) {
            Browser person = Browser.signedIn(user);
            assertThat(person.post(own + "/allow", reason()).status()).as(user).isBetween(400, 499);
        }
        assertThat(ada.call("get_action", "action_id", waiting.action()).status())
                .isEqualTo("awaiting_approval");
        assertThat(other.refunds()).isZero();

        Browser person = Browser.signedIn("ada");
        assertThat(person.get(own).status()).isEqualTo(200);
        assertThat(person.post(own + "/allow", Map.of()).status()).isEqualTo(200);
        Agent.Said done = ada.call("get_action", "action_id", waiting.action());
        assertThat(done.status()).as("%s", done.content()).isEqualTo("done");
        assertThat(done.content().at("/decision/by_role").asText()).isEqualTo("requester");
        assertThat(other.refunds()).isEqualTo(1);
        nothingIsDecided();
    }

    @ParameterizedTest
    @CsvSource({"lea,mcp", "lea,admin", "sam,mcp", "sam,admin", "bench,mcp", "ada,mcp"})
    void aTokenIsNoPersonWhoeverItIsOf(String user, String resource) {
        String token = "Bearer " + Agent.token(ISSUER, user, resource);
        String csrf = lea().page().csrf();
        for (String way : List.of(path + "/allow", path + "/deny", path + "/offer", path + "/ask")) {
            assertThat(refused(form(way, "reason=yes&amount=1.00&csrf=" + csrf).header("Authorization", token)))
                    .isGreaterThanOrEqualTo(300);
        }
        String approval = path.substring(path.lastIndexOf('/') + 1);
        for (String way : List.of(
                "/api/admin/shops/main/approvals/" + approval,
                "/api/admin/shops/main/approvals/" + approval + "/allow",
                "/api/admin/approvals/" + approval + "/allow",
                "/mcp/approvals/" + approval + "/allow",
                "/api/admin/shops/main/actions/" + action + "/allow")) {
            assertThat(refused(form(way, "reason=yes").header("Authorization", token)))
                    .isBetween(400, 499);
            assertThat(refused(HttpRequest.newBuilder(SERVER.resolve(way))
                            .header("Authorization", token)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    "{\"decision\": \"allow\", \"reason\": \"yes\"}"))))
                    .isBetween(400, 499);
        }
    }

    @Test
    void aTokenBesideASessionIsNotWhoDecides() {
        Browser own = Browser.signedIn("ada");
        assertThat(own.get(path).status()).as("who asked for it sees it").isEqualTo(200);
        for (String resource : List.of("mcp", "admin")) {
            Browser.Page page = own.postAsIs(
                    path + "/allow",
                    Map.of("reason", "yes", "csrf", own.page().csrf()),
                    "Authorization",
                    "Bearer " + Agent.token(ISSUER, "lea", resource),
                    "Origin",
                    SERVER.toString());
            assertThat(page.status()).isBetween(400, 499);
            nothingIsDecided();
            own.get(path);
        }
    }

    @Test
    void withoutASessionNobodyDecides() {
        String csrf = lea().page().csrf();
        assertThat(refused(form(path + "/allow", "reason=yes&csrf=" + csrf))).isGreaterThanOrEqualTo(300);
        assertThat(refused(form(path + "/allow", "reason=yes&csrf=" + csrf)
                        .header("Cookie", "q_session_console=forged; csrf=" + csrf)))
                .isGreaterThanOrEqualTo(300);
        Browser lea = lea();
        for (String cookie : lea.cookieNames()) {
            assertThat(refused(form(
                                    path + "/allow",
                                    "reason=yes&csrf=" + lea.page().csrf())
                            .header("Cookie", cookie + "=x")))
                    .isGreaterThanOrEqualTo(300);
        }
    }

    @Test
    void aSessionThatWasSignedOutDecidesNothing() {
        Browser lea = lea();
        Browser copy = lea.copy();
        String csrf = lea.page().csrf();
        lea.post("/console/sign-out", Map.of());
        copy.postAsIs(path + "/allow", Map.of("reason", "yes", "csrf", csrf), "Origin", SERVER.toString());
        nothingIsDecided();
    }

    @Test
    void aFormWithoutTheTokenOfItsOwnSessionDecidesNothing() {
        Browser lea = lea();
        String others = Browser.signedIn("sam").page().csrf();
        String earlier = lea().page().csrf();
        for (String csrf : new String[] {"", "x", others, earlier, lea.page().csrf() + "x", null}) {
            Map<String, String> fields = csrf == null ? reason() : Map.of("reason", "yes", "csrf", csrf);
            for (String way : List.of("/allow", "/deny", "/ask", "/offer")) {
                Browser.Page page = lea.postAsIs(path + way, fields, "Origin", SERVER.toString());
                assertThat(page.status()).as("%s with %s", way, csrf).isEqualTo(403);
                nothingIsDecided();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://localhost", ""})
    void aFormOfAnotherSiteDecidesNothing(String origin) {
        Browser lea = lea();
        Map<String, String> fields = Map.of("reason", "yes", "csrf", lea.page().csrf());
        Browser.Page page = origin.isEmpty()
                ? lea.postAsIs(path + "/allow", fields)
                : lea.postAsIs(path + "/allow", fields, "Origin", origin);
        assertThat(page.status()).isEqualTo(403);
        nothingIsDecided();
        lea.get(path);
        fields = Map.of("reason", "yes", "csrf", lea.page().csrf());
        page = lea.postAsIs(path + "/allow", fields, "Origin", SERVER.toString(), "Sec-Fetch-Site", "cross-site");
        assertThat(page.status()).isEqualTo(403);
        nothingIsDecided();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"})
    void onlyAPostedFormDecides(String method) {
        Browser lea = lea();
        for (String way : List.of(
                "/allow",
                "/deny",
                "/ask",
                "/offer",
                "/allow?reason=yes&csrf=" + lea.page().csrf())) {
            lea.ask(method, path + way, "X-HTTP-Method-Override", "POST", "Origin", SERVER.toString());
            assertThat(lea.page().status()).isNotIn(303, 500);
            nothingIsDecided();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/Allow",
                "/ALLOW",
                "/allow/x",
                "//allow",
                "/./allow",
                "/allow;x=1",
                "/%61llow",
                "/approve",
                "/deny/../allow",
                ""
            })
    void onlyTheOneAddressDecides(String way) {
        Browser lea = lea();
        String body = "reason=yes&csrf=" + lea.page().csrf();
        int status = refused(form(path + way, body).header("Cookie", lea.cookieHeader()));
        assertThat(status).isGreaterThanOrEqualTo(400).isLessThan(500);
    }

    @Test
    void whatIsNoFormDecidesNothing() {
        Browser lea = lea();
        String csrf = lea.page().csrf();
        Map<String, String> bodies = Map.of(
                "application/json", "{\"reason\": \"yes\", \"csrf\": \"" + csrf + "\"}",
                "text/plain", "reason=yes&csrf=" + csrf,
                "multipart/form-data; boundary=b",
                        "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n" + csrf + "\r\n--b--\r\n",
                "application/xml", "<allow csrf='" + csrf + "'/>");
        bodies.forEach((type, body) -> assertThat(refused(HttpRequest.newBuilder(SERVER.resolve(path + "/allow"))
                        .header("Cookie", lea.cookieHeader())
                        .header("Origin", SERVER.toString())
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body))))
                .as(type)
                .isBetween(400, 499));
        for (String body : List.of(
                "",
                "csrf",
                "reason=%ZZ&csrf=%",
                "csrf=" + csrf.substring(1) + "&reason=yes",
                "reason=" + "x".repeat(20_000) + "&csrf=" + csrf,
                "reason=" + "x".repeat(501) + "&csrf=" + csrf)) {
            assertThat(refused(form(path + "/allow", body).header("Cookie", lea.cookieHeader())))
                    .as(body.length() > 100 ? "a long one" : body)
                    .isBetween(400, 499);
        }
        for (String body : List.of("csrf=" + csrf, "reason=&csrf=" + csrf, "reason=+++&csrf=" + csrf)) {
            for (String way : List.of("/deny", "/ask", "/offer")) {
                assertThat(refused(form(path + way, body).header("Cookie", lea.cookieHeader())))
                        .as("%s without a word: %s", way, body)
                        .isBetween(400, 499);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "abc", "-1", "0", "25.00", "25.01", "1e1", "1.005", "NaN", "1,00", "99999999999999999999"})
    void whatIsNoSmallerAmountIsNoOffer(String amount) {
        Browser lea = lea();
        Browser.Page page = lea.post(path + "/offer", Map.of("reason", "rather this", "amount", amount));
        assertThat(page.status()).as(page.words()).isBetween(400, 499);
        nothingIsDecided();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada", "ben", "wim", "aud", "nora"})
    void whoMayNotDecideDoesNot(String user) {
        Browser person = Browser.signedIn(user);
        for (String way : List.of("/allow", "/deny", "/ask", "/offer")) {
            person.get("/console");
            Browser.Page page = person.post(path + way, Map.of("reason", "yes", "amount", "1.00"));
            assertThat(page.status()).as("%s %s", user, way).isBetween(400, 499);
            nothingIsDecided();
        }
    }

    @Test
    void whatSomebodyIsShownInAPageOfTheirsDecidesNothing() {
        Browser lea = lea();
        lea.get(path + "?said=allow&decision=allow&allow=1");
        lea.get("/console/approvals");
        lea.ask("GET", path + "/allow");
        nothingIsDecided();
    }

    @Test
    void anApprovalThatDoesNotExistIsDecidedByNobody() {
        Browser lea = lea();
        for (String id : List.of("apr_0000000000000000000000000000000000000000", action, "x", "apr_x-or-1=1")) {
            lea.get("/console");
            assertThat(lea.post("/console/approvals/" + id + "/allow", reason()).status())
                    .as(id)
                    .isBetween(400, 499);
            nothingIsDecided();
        }
    }
}
