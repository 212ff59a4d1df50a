package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every page of what is shipped is shown, and every form of it does what it says. */
@QuarkusIntegrationTest
@TestProfile(ShippedProfile.class)
class ShippedPagesIT extends Shipped {

    private static final String ROLES = "/console/roles";
    private static final String REFUND = ROLES + "/support_agent/tools/refund_order";

    private Browser sam;
    private Browser lea;
    private Browser aud;

    @Test
    void everyPageIsShownAndEveryFormDoesWhatItSays() {
        sam = Browser.signedIn("sam");
        lea = Browser.signedIn("lea");
        aud = Browser.signedIn("aud");
        reading(done(order()));
        escalations();
        rulings();
        grants();
        approvals();
        roles();
        settings();
        switches();
        audit();
        page(Browser.of("nora"), "/console/signed-out");
        page(aud, "/console");
        shown("POST", "/console/sign-out", aud.post("/console/sign-out", Map.of()));
        assertThat(untried("/console")).isEmpty();
    }

    private Browser.Page page(Browser who, String path) {
        Browser.Page page = shown("GET", path, who.get(path));
        assertThat(page.uri().getPath()).as(path).isEqualTo(path.replaceFirst("\\?.*", ""));
        return page;
    }

    private Browser.Page form(Browser who, String path, Map<String, String> fields, String says) {
        Browser.Page page = shown("POST", path, who.post(path, fields));
        assertThat(page.words()).as(path).contains(says);
        return page;
    }

    private static Map<String, String> typed(Browser who, String... fields) {
        return new HashMap<>(AdminBed.typed(who, fields));
    }

    private void reading(String action) {
        assertThat(page(sam, "/console").words()).contains("The shop today");
        page(sam, "/console/pulse");
        assertThat(page(lea, "/console/actions").html()).contains(action);
        assertThat(page(lea, "/console/actions/" + action).words()).contains("refund_order", "verified");
        assertThat(page(sam, "/console/access?role=support_agent").words()).contains("refund_order");
        page(sam, "/console/calibration");
        for (String file : new String[] {"style.css", "console.js", "favicon.svg"}) {
            assertThat(shown("GET", "/console/" + file, Browser.of("nora").ask("GET", "/console/" + file))
                            .raw())
                    .isNotEmpty();
        }
    }

    private void escalations() {
        String id = escalated();
        assertThat(page(lea, "/console/escalations").html()).contains(id);
        String path = "/console/escalations/" + id;
        page(lea, path);
        form(lea, path + "/take", Map.of("seen", ""), "It is yours now");
        form(lea, path + "/comment", Map.of("text", "called them"), "Your comment is stored.");
        Browser.Page turned = shown("POST", path + "/approval", lea.post(path + "/approval", Map.of()));
        form(lea, turned.uri().getPath() + "/allow", Map.of("reason", "it is fine"), "Allowed and done");
        String other = "/console/escalations/" + escalated();
        page(lea, other);
        form(lea, other + "/resolve", Map.of("reason", "not like this"), "It is resolved");
    }

    private void rulings() {
        String half = "/console/escalations/" + escalation(partlyDone());
        page(lea, half);
        form(lea, half + "/resume", Map.of(), "It went on");
        String another = "/console/escalations/" + escalation(partlyDone());
        page(lea, another);
        form(lea, another + "/release", Map.of("reason", "cancelled by hand"), "Its object is free again");
        String doubt = "/console/escalations/" + escalation(inDoubt());
        nobodyCanLook(() -> {
            page(lea, doubt);
            form(lea, doubt + "/close", Map.of("had_effect", "no", "reason", "looked"), "The doubt is closed");
        });
    }

    private void grants() {
        page(sam, ROLES);
        page(sam, REFUND);
        form(
                sam,
                REFUND + "/simulate",
                typed(sam, "enabled", "true", "max_amount.amount", "0.10", "max_amount.currency", "USD", "days", "1"),
                "refuse");
        page(sam, REFUND);
        form(sam, REFUND + "/save", typed(sam, "enabled", "true", "confirmation", "other_person"), "Saved.");
    }

    private void approvals() {
        String allowed = waiting();
        assertThat(page(lea, "/console/approvals").html()).contains(Asking.id(said));
        page(lea, allowed);
        form(lea, allowed + "/ask", Map.of("reason", "Is there a photo?"), "Is there a photo?");
        page(lea, allowed);
        form(lea, allowed + "/deny", Map.of("reason", "no photo"), "no photo");
        String offered = waiting();
        page(lea, offered);
        form(lea, offered + "/offer", Map.of("amount", "1.00", "reason", "some of it"), "1.00 USD");
        String other = waiting();
        page(lea, other);
        form(lea, other + "/allow", Map.of("reason", "fine"), "Allowed and done");
    }

    private Agent.Said said;

    private String waiting() {
        Agent ada = Agent.as("ada");
        said = ada.call(Refunding.of(ada.order(order().order)).amount("4.00"));
        assertThat(said.status()).as("%s", said.content()).isEqualTo("awaiting_approval");
        return Asking.page(said);
    }

    private void roles() {
        page(sam, ROLES);
        form(sam, ROLES + "/new", Map.of("role", "night.shift", "reason", "more people"), "The role is there");
        String own = ROLES + "/night.shift";
        page(sam, own);
        form(sam, own + "/save", typed(sam, "read_audit", "true"), "Saved.");
        page(sam, own + "/tools/get_order");
        form(sam, own + "/tools/get_order/save", typed(sam, "enabled", "true"), "Saved.");
        page(sam, own + "/tools/get_order");
        form(sam, own + "/tools/get_order/take", typed(sam), "Taken away.");
        page(sam, own + "/remove");
        form(sam, own + "/remove", typed(sam, "reason", "not needed"), "The role is removed");
        assertThat(page(aud, ROLES + "/history").words()).contains("night.shift");
    }

    private void settings() {
        page(sam, "/console/settings");
        form(sam, "/console/settings/save", typed(sam, "time_zone", "Europe/Paris"), "Saved.");
        page(sam, "/console/settings/file");
        String file = shown("GET", "/console/settings/policy.yaml", sam.ask("GET", "/console/settings/policy.yaml"))
                .raw();
        assertThat(file).contains("time_zone: \"Europe/Paris\"");
        String wanted = file.replace("Europe/Paris", "Europe/Berlin");
        page(sam, "/console/settings/file");
        form(sam, "/console/settings/file/compare", Map.of("file", wanted), "Europe/Berlin");
        form(sam, "/console/settings/file/apply", typed(sam, "file", wanted, "reason", "from Git"), "from Git");
    }

    private void switches() {
        String page = "/console/switches";
        page(sam, page);
        form(sam, page + "/turn", Map.of("scope", "all", "position", "off", "reason", "stock-taking"), "It is off");
        form(sam, page + "/turn", Map.of("scope", "all", "position", "on", "reason", "counted"), "It is on again");
        form(sam, page + "/block", Map.of("kind", "person", "name", "u-gone", "reason", "left us"), "u-gone");
        String key = sam.get(page).html().replaceFirst("(?s).*<option value=\"(person [^\"]*)\".*", "$1");
        form(sam, page + "/lift", Map.of("block", key, "reason", "is back"), "The block is lifted.");
    }

    private void audit() {
        page(aud, "/console/audit");
        shown("POST", "/console/audit/verify", aud.post("/console/audit/verify", Map.of("head", "")));
        Eventually.within(
                Duration.ofMinutes(1),
                () -> assertThat(page(aud, "/console/audit").words()).contains("Everything is as it was written."));
        assertThat(page(aud, "/console/audit/events").words()).contains("u-sam");
        page(aud, "/console/audit/seals");
        String export = shown("GET", "/console/audit/export.jsonl", aud.ask("GET", "/console/audit/export.jsonl"))
                .raw();
        assertThat(export.lines())
                .isNotEmpty()
                .allMatch(line -> Agent.parse(line).isObject());
    }
}
