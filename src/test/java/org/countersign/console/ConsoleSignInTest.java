package org.countersign.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countersign.dev.idp.DevelopmentIdentityProvider;
import org.countersign.dev.idp.TokenDraft;
import org.countersign.endtoend.Browser;
import org.countersign.endtoend.ShopProfile;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in to the console and out of it. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class ConsoleSignInTest {

    /** Set by {@link org.countersign.process.TestServices}. */
    private DevelopmentIdentityProvider provider;

    @AfterEach
    void goodTokensAgain() {
        provider.idTokens(TokenDraft::sign);
    }

    private static String publicUrl() {
        return ConfigProvider.getConfig().getValue("countersign.public-url", String.class);
    }

    @Test
    void aPersonSignsInAndSeesWhoTheyAreAndIsNotAskedAgain() {
        Browser lea = Browser.of("lea");
        Browser.Page page = lea.get("/console");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.words()).contains("Lea Lead", "support_lead");
        assertThat(lea.way()).hasSizeGreaterThan(3);

        lea.get("/console");
        assertThat(lea.way()).hasSize(1);
    }

    @Test
    void theSessionIsThePersonOfTheTokenWithNoScopeAtAll() {
        Browser.Page page = Browser.of("sam").get("/console/probe");
        assertThat(page.uri().getPath()).as("back where they wanted to go").isEqualTo("/console/probe");
        assertThat(page.words())
                .contains("subject=u-sam", "issuer=" + provider.issuer(), "roles=[shop_admin]", "scopes=[]")
                .contains("person=true", "clientId=countersign-console");
    }

    @Test
    void whoHasNoRoleMaySignInAndIsTold() {
        assertThat(Browser.signedIn("nora").page().words()).contains("Nora Norole no role");
    }

    @Test
    void theCookiesAreForTheConsoleOnlyAndForNoScript() {
        Browser lea = Browser.signedIn("lea");
        assertThat(lea.cookieNames()).isNotEmpty();
        for (String name : lea.cookieNames()) {
            String cookie = lea.setCookie(name).orElseThrow();
            assertThat(cookie).containsIgnoringCase("; HttpOnly").contains("; SameSite=Lax", "; Path=/console");
            assertThat(cookie).as("this server is http").doesNotContain("Secure");
            assertThat(cookie).doesNotContain("Domain").containsPattern("Max-Age=\\d{1,5};");
        }
        assertThat(lea.cookieHeader()).as("encrypted").doesNotContain("u-lea");
        assertThat(new String(
                        Base64.getUrlDecoder()
                                .decode(lea.cookieHeader()
                                        .split("q_session_console=")[1]
                                        .split("[;.]")[0]),
                        StandardCharsets.UTF_8))
                .contains("\"enc\":\"A256GCM\"");
    }

    @Test
    void whoSignsOutIsAStrangerAgainHereAndIsSentToTheProviderAndBack() {
        Browser lea = Browser.signedIn("lea");
        Browser copied = lea.copy();
        Browser.Page out = lea.post("/console/sign-out", Map.of());
        assertThat(out.status()).isEqualTo(200);
        assertThat(lea.cookieNames()).isEmpty();
        assertThat(lea.ask("GET", "/console").status()).isEqualTo(302);

        Browser.Page later = copied.ask("GET", "/console/probe");
        assertThat(later.status()).as("a copy of the cookies").isEqualTo(401);
        assertThat(later.words()).doesNotContain("u-lea");
        assertThat(Browser.signedIn("lea").page().status())
                .as("another session of hers")
                .isEqualTo(200);

        Browser.Page back = lea.get(out.link("Sign out at the identity provider"));
        assertThat(lea.way().getFirst().toString())
                .startsWith(provider.issuer() + "/end-session?")
                .contains("id_token_hint=", "client_id=countersign-console");
        assertThat(back.uri().getPath()).isEqualTo("/console/signed-out");
        assertThat(back.words()).contains("You are signed out").doesNotContain("Lea");
    }

    @Test
    void noHostHeaderChoosesWhereACodeIsSent() {
        String location = given().redirects()
                .follow(false)
                .header("Host", "evil.example")
                .header("X-Forwarded-Host", "evil.example")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Prefix", "/evil")
                .header("Forwarded", "host=evil.example;proto=https")
                .get("/console/probe")
                .then()
                .statusCode(302)
                .extract()
                .header("Location");
        assertThat(location).startsWith(provider.issuer() + "/authorize?").doesNotContain("evil");
        assertThat(parameter(location, "redirect_uri")).isEqualTo(publicUrl() + "/console/callback");
        assertThat(parameter(location, "code_challenge_method")).isEqualTo("S256");
        assertThat(location).contains("&nonce=", "&state=", "&max_age=");
    }

    @Test
    void aWholeSignInUnderAForgedHostEndsAtThePublicUrl() {
        Browser lea = Browser.of("lea");
        String authorize = lea.ask("GET", "/console/probe").header("Location");
        String callback = callback(lea, authorize);
        String location = given().redirects()
                .follow(false)
                .header("Host", "evil.example")
                .header("Cookie", lea.cookieHeader())
                .urlEncodingEnabled(false)
                .get(callback)
                .then()
                .statusCode(302)
                .extract()
                .header("Location");
        assertThat(location).isEqualTo(publicUrl() + "/console/probe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "https://evil.example/console",
                "/console/../evil",
                "/console//evil.example",
                "/console/..//evil.example",
                "\\\\evil.example",
                "/\\evil.example",
                "/consolex",
                "/q/health",
                "/console@evil.example",
                "/console/probe\r\nX: y",
                "javascript:alert(1)",
                "/console/sign-in?to=/console",
                "/console/sign-out",
                ""
            })
    void afterASignInNobodyIsSentElsewhere(String to) {
        Browser.Page page =
                Browser.of("lea").get("/console/sign-in?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.uri().toString()).isEqualTo(publicUrl() + "/console");
    }

    @Test
    void whoSignsInAnewIsAskedByTheProviderAndComesBack() {
        Browser lea = Browser.signedIn("lea");
        String before = lea.page().csrf();
        Browser.Page page = lea.get("/console/sign-in?to=/console/probe?said=1");
        assertThat(page.uri().toString()).isEqualTo(publicUrl() + "/console/probe?said=1");
        assertThat(lea.way().get(1).toString()).contains("prompt=login");
        assertThat(page.csrf()).as("a new session").isNotEqualTo(before);
    }

    @Test
    void whoGivesUpSigningInAnewIsStillSignedIn() {
        Browser lea = Browser.signedIn("lea");
        assertThat(lea.ask("GET", "/console/sign-in").status()).isEqualTo(302);
        assertThat(lea.ask("GET", "/console/probe").status()).isEqualTo(200);
    }

    @Test
    void theCookieKeepsNoMoreTokensThanItMust() {
        int usual = Browser.signedIn("lea").cookieHeader().length();
        assertThat(usual).isLessThan(2600);
        provider.idTokens(token -> token.without("realm_access").sign());
        assertThat(Browser.signedIn("lea").cookieHeader().length())
                .as("with the access token, for its roles")
                .isGreaterThan(usual + 500);
    }

    @Test
    void manyPagesOpenedByAStrangerDoNotFillTheBrowserWithCookies() {
        Browser lea = Browser.of("lea");
        for (int tab = 0; tab < 40; tab++) {
            assertThat(lea.ask("GET", "/console/probe?said=" + tab).status()).isEqualTo(302);
            assertThat(lea.cookieNames()).hasSizeBetween(1, 11);
        }
        assertThat(lea.get("/console/probe").words()).contains("subject=u-lea");
    }

    @Test
    void severalTabsMayBeOnTheirWayAtOnce() {
        Browser lea = Browser.of("lea");
        String first = lea.ask("GET", "/console/probe?said=1").header("Location");
        String second = lea.ask("GET", "/console/probe?said=2").header("Location");
        assertThat(lea.get(callback(lea, first)).uri().toString()).endsWith("/console/probe?said=1");
        assertThat(lea.get(callback(lea, second)).uri().toString()).endsWith("/console/probe?said=2");
    }

    @Test
    void aLargeTokenFitsAndASmallerOneAfterItDoesToo() {
        provider.idTokens(token -> token.claim("more", "x".repeat(6000)).sign());
        Browser lea = Browser.signedIn("lea");
        assertThat(lea.cookieNames()).hasSizeGreaterThan(2);
        assertThat(lea.get("/console/probe").words()).contains("subject=u-lea");
        provider.idTokens(TokenDraft::sign);
        assertThat(lea.get("/console/sign-in?to=/console/probe").words()).contains("subject=u-lea");
        assertThat(lea.cookieNames()).hasSize(2);
        assertThat(lea.get("/console/probe").status()).isEqualTo(200);
        assertThat(lea.way()).hasSize(1);
    }

    @Test
    void aNameIsTextWhateverItSays() {
        provider.idTokens(token -> token.claim("name", "<script>alert(1)</script>")
                .roles("\"><img src=x>")
                .sign());
        Browser.Page page = Browser.of("lea").get("/console");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.html())
                .doesNotContain("<script", "<img")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;img src=x&gt;");
    }

    @Test
    void whoTurnsTheProviderDownIsToldAndNotSignedIn() {
        Browser lea = Browser.of("lea");
        String state = parameter(lea.ask("GET", "/console/probe").header("Location"), "state");
        Browser.Page page =
                lea.get("/console/callback?error=access_denied&error_description=%3Cb%3Eno%3C/b%3E&state=" + state);
        assertThat(page.status()).isEqualTo(401);
        assertThat(page.html()).contains("You are not signed in").doesNotContain("<b>no");
        assertThat(lea.get(page.link("Sign in")).status()).isEqualTo(200);
    }

    @Test
    void aCodeThatSomebodyElseWasGivenSignsNobodyIn() {
        Browser attacker = Browser.of("ada");
        String stolen = callback(attacker, attacker.ask("GET", "/console").header("Location"));
        Browser lea = Browser.of("lea");
        assertThat(lea.get(stolen).status()).isEqualTo(401);
        lea.ask("GET", "/console");
        assertThat(lea.get(stolen).status()).isEqualTo(401);
        assertThat(Browser.signedIn("lea").get(stolen).words()).contains("Lea Lead");
    }

    @Test
    void aCodeCountsOnceAndGoingBackToItIsHarmless() {
        Browser lea = Browser.of("lea");
        String callback = callback(lea, lea.ask("GET", "/console/probe").header("Location"));
        assertThat(lea.get(callback).uri().getPath()).isEqualTo("/console/probe");
        assertThat(lea.get(callback).words()).contains("Lea Lead");
        assertThat(lea.way().getLast().getPath()).isEqualTo("/console");
        assertThat(Browser.of("ada").get(callback).status()).isEqualTo(401);
    }

    @Test
    void aSpoiledSessionIsNone() {
        Browser lea = Browser.signedIn("lea");
        String cookies = lea.cookieHeader();
        for (String spoiled : List.of(
                cookies.replaceFirst("q_session_console=.{40}", "q_session_console=" + "A".repeat(40)),
                cookies.replaceFirst("countersign_console=\\d+", "countersign_console=1795287938"),
                cookies.replaceFirst("countersign_console=[^;]*", ""),
                cookies.replaceFirst("countersign_console=[^;]*", "countersign_console=a.b.c"),
                "q_session_console=x; countersign_console=1.2.3",
                "q_session_console=; countersign_console=")) {
            given().redirects()
                    .follow(false)
                    .header("Cookie", spoiled)
                    .get("/console/probe")
                    .then()
                    .statusCode(302);
        }
    }

    /** The way of the browser from the provider's login page, up to the callback, which is not called. */
    private static String callback(Browser browser, String authorize) {
        String query = authorize.substring(authorize.indexOf('?') + 1);
        Map<String, String> form = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            form.put(
                    pair.substring(0, pair.indexOf('=')),
                    URLDecoder.decode(pair.substring(pair.indexOf('=') + 1), StandardCharsets.UTF_8));
        }
        form.put("user", browser.user());
        String origin = authorize.substring(0, authorize.indexOf("/authorize"));
        return given().redirects()
                .follow(false)
                .formParams(form)
                .post(origin + "/authorize/decide")
                .then()
                .statusCode(302)
                .extract()
                .header("Location");
    }

    private static String parameter(String url, String name) {
        for (String pair : url.substring(url.indexOf('?') + 1).split("&")) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        throw new AssertionError("no " + name + " in " + url);
    }
}
