package org.countersign.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.countersign.endtoend.Browser;
import org.countersign.endtoend.ShopProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page is shown with, and what keeps it fresh. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class LiveTest {

    @ParameterizedTest
    @ValueSource(strings = {"style.css", "console.js", "favicon.svg"})
    void whatAPageIsShownWithIsKeptByTheAddressOfItsContentOnly(String file) {
        String address = address(Browser.signedIn("lea").page(), file);
        Browser stranger = Browser.of("lea");
        Browser.Page kept = stranger.ask("GET", address);
        assertThat(kept.status()).isEqualTo(200);
        assertThat(kept.headers().allValues("Cache-Control")).containsExactly("public, max-age=31536000, immutable");
        assertThat(kept.headers().allValues("Set-Cookie")).isEmpty();
        for (String other : new String[] {"", "?v=", "?v=0123456789abcdef"}) {
            Browser.Page page = stranger.ask("GET", "/console/" + file + other);
            assertThat(page.html()).isEqualTo(kept.html());
            assertThat(page.headers().allValues("Cache-Control")).containsExactly("no-store");
        }
    }

    private static String address(Browser.Page page, String file) {
        Matcher matcher = Pattern.compile("\"(/console/" + Pattern.quote(file) + "\\?v=[0-9a-f]{16})\"")
                .matcher(page.html());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    @Test
    void aStrangersPageHasNoScript() {
        Browser.Page page = Browser.of("lea").ask("GET", "/console/signed-out");
        assertThat(page.raw()).contains("style.css").doesNotContain("<script", "id=\"live\"");
    }

    /** What the script tells from a page: it asks on only while this is a page of somebody who is signed in. */
    @Test
    void theFrameAloneIsAPageOfTheSession() {
        Browser lea = Browser.signedIn("lea");
        Browser.Page pulse = lea.ask("GET", "/console/pulse");
        assertThat(pulse.status()).isEqualTo(200);
        assertThat(pulse.words()).contains("Lea Lead");
        lea.forgetCookie("q_session_console");
        assertThat(lea.ask("GET", "/console/pulse").status()).isEqualTo(302);
    }
}
