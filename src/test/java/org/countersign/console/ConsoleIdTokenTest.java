package org.countersign.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.stream.Stream;
import org.countersign.dev.idp.DevelopmentIdentityProvider;
import org.countersign.dev.idp.TokenDraft;
import org.countersign.endtoend.Browser;
import org.countersign.endtoend.ShopProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which ID tokens sign somebody in to the console, and as whom. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class ConsoleIdTokenTest {

    /** Set by {@link org.countersign.process.TestServices}. */
    private DevelopmentIdentityProvider provider;

    @AfterEach
    void goodTokensAgain() {
        provider.idTokens(TokenDraft::sign);
    }

    @Test
    void rolesComeFromTheAccessTokenWhereTheIdTokenHasNone() {
        provider.idTokens(token -> token.without("realm_access").sign());
        assertThat(Browser.of("lea").get("/console/probe").words()).contains("roles=[support_lead]");
        provider.idTokens(token -> token.roles().sign());
        assertThat(Browser.of("lea").get("/console/probe").words())
                .as("an ID token that says none means none")
                .contains("roles=[]");
    }

    private static Arguments bad(String name, Function<TokenDraft, String> token) {
        return Arguments.of(name, token);
    }

    static Stream<Arguments> badIdTokens() {
        return Stream.of(
                bad("for another client", t -> t.claim("aud", "another").sign()),
                bad(
                        "for us, authorized for another",
                        t -> t.claim("azp", "another").sign()),
                bad("without an audience", t -> t.without("aud").sign()),
                bad("without a nonce", t -> t.without("nonce").sign()),
                bad("with another nonce", t -> t.claim("nonce", "n").sign()),
                bad("that has expired", t -> t.expired().sign()),
                bad(
                        "that expired a minute ago",
                        t -> t.lasting(Duration.ofMinutes(-1)).sign()),
                bad("without an expiry", t -> t.without("exp").sign()),
                bad("without a time", t -> t.without("iat").sign()),
                bad(
                        "of another issuer",
                        t -> t.issuer(URI.create("https://id.example")).sign()),
                bad("without a subject", t -> t.without("sub").sign()),
                bad("signed by a stranger", TokenDraft::signByAnotherKey),
                bad("unsigned", TokenDraft::unsigned),
                bad("signed with the public key as a secret", TokenDraft::signWithPublicKeyAsSecret),
                bad(
                        "of somebody who will sign in later",
                        t -> t.claim("auth_time", Instant.now().plusSeconds(600).getEpochSecond())
                                .sign()));
    }

    @ParameterizedTest(name = "an ID token {0}")
    @MethodSource("badIdTokens")
    void signsNobodyIn(String name, Function<TokenDraft, String> token) {
        provider.idTokens(token);
        Browser lea = Browser.of("lea");
        Browser.Page page = lea.get("/console/probe");
        assertThat(page.status()).isEqualTo(401);
        assertThat(page.words()).contains("You are not signed in").doesNotContain("u-lea", "Exception", "token");
        assertThat(lea.cookieNames()).noneMatch(cookie -> cookie.startsWith("q_session"));
        assertThat(lea.ask("GET", "/console/probe").status()).isEqualTo(302);
    }

    static Stream<Arguments> serviceAccounts() {
        return Stream.of(
                bad(
                        "its subject is the client",
                        t -> t.claim("sub", "countersign-console").sign()),
                bad(
                        "Keycloak names it so",
                        t -> t.claim("preferred_username", "service-account-sweeper")
                                .sign()),
                bad("Entra says app", t -> t.claim("idtyp", "app").sign()),
                bad("Auth0's grant", t -> t.claim("gty", "client-credentials").sign()));
    }

    @ParameterizedTest(name = "a service account is no person: {0}")
    @MethodSource("serviceAccounts")
    void isNotLetIn(String name, Function<TokenDraft, String> token) {
        provider.idTokens(token);
        Browser.Page page = Browser.of("sam").get("/console/probe");
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.words()).contains("Nothing was done").doesNotContain("u-sam");
    }
}
