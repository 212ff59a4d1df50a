package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.countersign.scripted.Rule;
import org.countersign.scripted.ScriptedProfile;
import org.countersign.scripted.ScriptedServices;
import org.countersign.scripted.ScriptedShop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator is told of a shop behind the protocol: what is missing, line by line, and nothing is changed there. */
@QuarkusTest
@TestProfile(BackendCheckTest.Checked.class)
class BackendCheckTest extends AdminBed {

    /** With one tool less. */
    public static class Checked extends ScriptedProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
            settings.put("countersign.remote.without-tools", "issue_store_credit,quote_shipping_rates");
            return settings;
        }
    }

    ScriptedShop shop;

    @AfterEach
    void asItWas() {
        shop.reset();
        shop.mode("token", ScriptedServices.TOKEN);
        shop.mode("keys", true);
        shop.mode("absence", "proof");
    }

    private static JsonNode check() {
        String body = as("sam")
                .get("/api/admin/backend")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(body).doesNotContain(ScriptedServices.TOKEN);
        return Agent.parse(body);
    }

    private static List<String> bad(JsonNode report) {
        assertThat(report.path("ok").asBoolean()).isEqualTo(lines(report, "bad").isEmpty());
        return lines(report, "bad");
    }

    private static List<String> lines(JsonNode report, String level) {
        return StreamSupport.stream(report.path("findings").spliterator(), false)
                .filter(finding -> finding.path("level").asText().equals(level))
                .peek(finding -> assertThat(finding.path("fix").asText().isEmpty())
                        .as("%s", finding)
                        .isEqualTo(level.equals("good")))
                .map(finding -> finding.path("about").asText() + ": "
                        + finding.path("says").asText())
                .toList();
    }

    private static JsonNode tool(JsonNode report, String name) {
        return StreamSupport.stream(report.path("tools").spliterator(), false)
                .filter(tool -> tool.path("tool").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aShopThatIsWellAndWhatItStatesOfEachTool() {
        JsonNode report = check();
        assertThat(bad(report)).isEmpty();
        assertThat(report.path("backend").asText()).isEqualTo("remote");
        assertThat(report.path("version_made_of").asText()).contains("revision");
        for (EveryWrite write : EveryWrite.ALL) {
            JsonNode tool = tool(report, write.tool());
            boolean left = write.tool().equals("issue_store_credit");
            assertThat(tool.path("offered").asBoolean(left)).as(write.tool()).isEqualTo(!left);
            assertThat(tool.path("resend").asText("-")).isEqualTo(left ? "-" : "key");
            assertThat(tool.path("absence").asText("-")).isEqualTo(left ? "-" : "proof");
            assertThat(tool.path("why_not").asText("-").contains("COUNTERSIGN_REMOTE_WITHOUT_TOOLS"))
                    .isEqualTo(left);
        }
        assertThat(tool(report, "quote_shipping_rates").path("offered").asBoolean(true))
                .as("a read that is left out is named too")
                .isFalse();
        assertThat(lines(report, "note"))
                .containsExactly("tools: the shop states abilities of tools that are left out: issue_store_credit");
        shop.mode("keys", false);
        shop.mode("absence", "hint");
        assertThat(tool(check(), "cancel_order").path("resend").asText()).isEqualTo("nothing");
        assertThat(tool(check(), "cancel_order").path("absence").asText()).isEqualTo("hint");
    }

    @Test
    void nothingIsChangedThere() {
        check();
        assertThat(shop.effects()).isEmpty();
        assertThat(shop.calls())
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call.path("call").asText())
                        .isIn("abilities", "orders", "customers", "products", "look", "marks"));
    }

    @Test
    void credentialsThatAreNotAcceptedAreNamedAndNotShown() {
        shop.mode("token", "another-token-of-the-shop");
        assertThat(bad(check())).containsExactly("credentials: the shop does not accept them (401)");
    }

    @Test
    void whatIsMissingIsNamedLineByLine() {
        shop.script(Rule.on("marks").failBefore(404), Rule.on("orders").unreadable());
        assertThat(bad(check()))
                .containsExactly("calls: these do not answer with 200 and a JSON object: /orders (200), /marks (404)");
    }

    @Test
    void anAddressThatIsNotTheShopsIsSaidSo() {
        shop.script(
                Rule.on("abilities").nth(1).failBefore(307),
                Rule.on("abilities").nth(2).failBefore(404));
        assertThat(bad(check())).containsExactly("address: the shop redirects (307), which is never followed");
        assertThat(bad(check())).containsExactly("address: there is no /abilities below this address (404)");
    }

    @Test
    void anAnswerThatNobodyCanReadIsSaidSo() {
        shop.script(
                Rule.on("abilities").nth(1).unreadable(),
                Rule.on("abilities").nth(2).failBefore(500));
        assertThat(bad(check()))
                .containsExactly("answer: what /abilities answers cannot be read: it is no JSON object");
        assertThat(bad(check())).containsExactly("answer: /abilities answers with status 500");
    }

    @Test
    void aShopThatFallsSilentMeanwhileIsAFinding() {
        shop.script(Rule.on("products").dropRequest());
        assertThat(bad(check())).singleElement().asString().startsWith("reachable: ");
    }
}
