package org.countersign.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.countersign.endtoend.Browser;
import org.countersign.endtoend.ShopProfile;
import org.junit.jupiter.api.Test;

/** Signing in to the console and out of it. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class ConsoleSignInTest {

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
    void whoSignsOutIsAStrangerAgainHereAndIsSentToTheProviderAndBack() {
        Browser lea = Browser.signedIn("lea");
        Browser.Page out = lea.post("/console/sign-out", Map.of());
        assertThat(out.status()).isEqualTo(200);
        assertThat(lea.cookieNames()).isEmpty();

        Browser.Page back = lea.get(out.link("Sign out at the identity provider"));
        assertThat(back.uri().getPath()).isEqualTo("/console/signed-out");
        assertThat(back.words()).contains("You are signed out").doesNotContain("Lea");
        assertThat(lea.ask("GET", "/console").status()).isEqualTo(302);
    }
}
