package org.countersign.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.countersign.dev.idp.DevelopmentIdentityProvider;
import org.countersign.endtoend.Browser;
import org.countersign.endtoend.ShopProfile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long a session lasts, and how much may be tried in a minute. */
@QuarkusTest
@TestProfile(ConsoleTimesTest.Profile.class)
class ConsoleTimesTest {

    private static final int A_MINUTE = 7;

    public static class Profile extends ShopProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
            settings.put("countersign.console.posts-per-minute", String.valueOf(A_MINUTE));
            settings.put("countersign.console.sign-ins-per-minute", String.valueOf(A_MINUTE));
            return settings;
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(MovableClock.class);
        }
    }

    @Inject
    MovableClock clock;

    /** Set by {@link org.countersign.process.TestServices}. */
    private DevelopmentIdentityProvider provider;

    @BeforeEach
    void aMinuteThatNobodyHasUsed() {
        ProbePage.DONE.clear();
        clock.later(Duration.ofMinutes(2));
        provider.idTokens(token -> token.claim("iat", clock.instant().getEpochSecond())
                .claim("auth_time", clock.instant().getEpochSecond())
                .claim("exp", clock.instant().plusSeconds(300).getEpochSecond())
                .sign());
    }

    private Browser signedIn(String user) {
        Browser browser = Browser.signedIn(user);
        assertThat(browser.page().status()).isEqualTo(200);
        assertThat(browser.get("/console/probe").status()).isEqualTo(200);
        return browser;
    }

    private static void signedIn(Browser browser, boolean still) {
        assertThat(browser.ask("GET", "/console/probe").status()).isEqualTo(still ? 200 : 302);
    }

    @Test
    void aSessionEndsWhenNobodyUsesItForHalfAnHour() {
        Browser lea = signedIn("lea");
        clock.later(Duration.ofMinutes(29));
        signedIn(lea, true);
        clock.later(Duration.ofMinutes(29));
        signedIn(lea, true);
        Browser copied = lea.copy();
        clock.later(Duration.ofMinutes(30));
        signedIn(lea, false);
        signedIn(copied, false);
    }

    @Test
    void aSessionEndsAfterEightHoursHoweverMuchItIsUsed() {
        Browser lea = signedIn("lea");
        for (int minutes = 20; minutes < 8 * 60; minutes += 20) {
            clock.later(Duration.ofMinutes(20));
            signedIn(lea, true);
        }
        clock.later(Duration.ofMinutes(20));
        signedIn(lea, false);
    }

    @Test
    void aFormInASessionThatHasEndedDoesNothing() {
        Browser lea = signedIn("lea");
        clock.later(Duration.ofMinutes(31));
        Browser.Page page = lea.post("/console/probe/say", Map.of("word", "no"));
        assertThat(page.status()).isEqualTo(401);
        assertThat(page.words()).contains("Your session has ended", "Nothing was done");
        assertThat(ProbePage.DONE).isEmpty();
    }

    @Test
    void whoStaysSignedInMustSignInAgainToDecideAfterAQuarterOfAnHour() {
        Browser lea = signedIn("lea");
        clock.later(Duration.ofMinutes(14));
        lea.get("/console/probe");
        lea.post("/console/probe/decide", Map.of("word", "yes"));
        lea.get("/console/probe");
        clock.later(Duration.ofMinutes(2));
        assertThat(lea.post("/console/probe/decide", Map.of("word", "no")).status())
                .isEqualTo(403);
        assertThat(ProbePage.DONE).containsExactly("u-lea yes");
    }

    @Test
    void whoSignedInTooLongAgoChangesNoGrantAndLosesNothingThatTheyTyped() {
        String grant = "/console/roles/support_agent/tools/refund_order";
        Browser sam = signedIn("sam");
        assertThat(sam.get(grant).words()).doesNotContain("Sign in again and come back");
        clock.later(Duration.ofMinutes(16));
        assertThat(sam.get(grant).words()).contains("Sign in again and come back");
        Browser.Page page = sam.post(grant + "/save", Map.of("seen", "*", "enabled", "true", "daily_count", "77"));
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.words()).contains("Sign in again", "daily_count: 77");
        assertThat(sam.get(grant).words()).contains("up to 500.00 USD").doesNotContain("77 times");
        Browser.Page tried = sam.post(grant + "/simulate", Map.of("seen", "", "enabled", "true", "days", "1"));
        assertThat(tried.status()).as("it changes nothing").isEqualTo(200);
    }

    @Test
    void nobodySendsMoreFormsThanSoManyAMinuteAndOthersMayStill() {
        Browser lea = signedIn("lea");
        Browser ada = signedIn("ada");
        for (int n = 1; n <= A_MINUTE; n++) {
            assertThat(lea.post("/console/probe/say", Map.of("word", "" + n)).status())
                    .isEqualTo(200);
        }
        Browser.Page refused = lea.post("/console/probe/say", Map.of("word", "one more"));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        assertThat(refused.words()).contains("Too many at once", "Nothing was done");
        assertThat(ProbePage.DONE).hasSize(A_MINUTE);
        assertThat(ada.post("/console/probe/say", Map.of("word", "hers")).status())
                .isEqualTo(200);

        clock.later(Duration.ofMinutes(1));
        lea.get("/console/probe");
        assertThat(lea.post("/console/probe/say", Map.of("word", "later")).status())
                .isEqualTo(200);
    }

    @Test
    void noAddressTriesToSignInMoreThanSoOftenAMinuteAndWhoIsSignedInDoesNotCare() {
        Browser lea = signedIn("lea");
        clock.later(Duration.ofMinutes(1));
        for (int n = 1; n <= A_MINUTE; n++) {
            assertThat(Browser.of("ada").ask("GET", "/console").status()).isEqualTo(302);
        }
        Browser.Page refused = Browser.of("ada").ask("GET", "/console");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        assertThat(refused.words()).contains("Too many at once");
        signedIn(lea, true);

        clock.later(Duration.ofMinutes(1));
        assertThat(Browser.of("ada").ask("GET", "/console").status()).isEqualTo(302);
    }
}
