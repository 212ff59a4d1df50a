package org.countersign.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Clip;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages that the documentation shows, of a day in the sample shop. With {@code -Dscreenshots=true} each is written to
 * docs/screenshots; without, they are only opened.
 */
@Tag("outer")
@Timeout(300)
class ScreenshotsIT {

    private static final Path FOLDER = Path.of("docs/screenshots");
    private static final Person.Eyes PLAIN = Person.Eyes.PLAIN;

    private static Chromium chromium;
    private static House house;

    /**
     * @param path  where it begins
     * @param click the link from there to what is shown; empty: nothing more
     */
    record Shot(String file, String who, Person.Eyes eyes, String path, String click, String heading) {

        Shot(String file, String who, String path, String click, String heading) {
            this(file, who, PLAIN, path, click, heading);
        }

        /** So much of it that a picture stays small; charts are small. */
        int tallest() {
            return file.startsWith("home") ? 1_250 : 780;
        }

        @Override
        public String toString() {
            return file;
        }
    }

    static List<Shot> shots() {
        String sam = "Sam Admin";
        String lea = "Lea Lead";
        String aud = "Aud Auditor";
        String grant = "/console/roles/support_agent/tools/refund_order";
        return List.of(
                new Shot("home", sam, "/console", "", "Home"),
                new Shot("approvals", lea, "/console/approvals", "", "Approvals"),
                new Shot("approval", lea, "/console/approvals", "main a[href*='/apr_']", "Refund order"),
                new Shot("escalations", lea, "/console/escalations", "", "Escalations"),
                new Shot("escalation", lea, "/console/escalations", "main a[href*='/esc_']", ""),
                new Shot("actions", aud, "/console/actions", "", "Actions"),
                new Shot(
                        "action",
                        lea,
                        "/console/actions?tool=refund_order&status=done",
                        "main a[href*='/act_']",
                        "Refund"),
                new Shot("roles", sam, "/console/roles", "", "Roles"),
                new Shot("grant", sam, grant, "", ""),
                new Shot("access", sam, "/console/access?subject=u-ada", "", "Access"),
                new Shot("settings", sam, "/console/settings", "", "Settings"),
                new Shot("switches", sam, "/console/switches", "", "Switches"),
                new Shot("audit", aud, "/console/audit", "", "Audit"),
                new Shot("calibration", aud, "/console/calibration", "", "Calibration"),
                new Shot("home-narrow", sam, PLAIN.narrow(), "/console", "", "Home"),
                new Shot("home-dark", sam, PLAIN.inTheDark(), "/console", "", "Home"),
                new Shot(
                        "approval-narrow-dark",
                        lea,
                        PLAIN.narrow().inTheDark(),
                        "/console/approvals",
                        "main a[href*='/apr_']",
                        "Refund order"));
    }

    @BeforeAll
    static void open() {
        chromium = new Chromium();
        house = House.of(1);
        Day.at(house);
    }

    @AfterAll
    static void close() {
        if (house != null) {
            house.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @ParameterizedTest
    @MethodSource("shots")
    void aPageOfTheDocumentation(Shot shot) {
        try (Person visitor = Person.signedIn(chromium, house, shot.who(), shot.eyes())) {
            assertThat(visitor.open(shot.path())).isEqualTo(200);
            if (!shot.click().isEmpty()) {
                visitor.page.locator(shot.click()).first().click();
                visitor.page.waitForLoadState();
            }
            assertThat(visitor.heading()).startsWith(shot.heading());
            if (Boolean.getBoolean("screenshots")) {
                int height = ((Number)
                                visitor.page.evaluate("() => Math.ceil(document.body.getBoundingClientRect().height)"))
                        .intValue();
                visitor.page.screenshot(new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setClip(new Clip(0, 0, shot.eyes().width(), Math.min(height, shot.tallest())))
                        .setPath(FOLDER.resolve(shot.file() + ".png")));
            }
        }
    }
}
