package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** add_order_note over MCP: it passes beside everything and changes nothing else. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class NoteJourneyTest extends WholeServer {

    private static final String TOOL = "add_order_note";
    private static final String AWAY = "Customer is away until Monday.";

    private final Agent lea = Agent.as("lea");

    private ObjectNode note(ShopFixture shop, String text) {
        return Writing.of(lea.order(shop.order)).put("text", text).put("visible_to_customer", false);
    }

    private long notes(ShopFixture shop) {
        return sql.number("select count(*) from shop.notes where order_id = ?", shop.order);
    }

    @Test
    void aNoteIsThereAndTheVersionStays() {
        ShopFixture shop = usd();
        JsonNode before = lea.order(shop.order);
        Agent.Said done =
                PlanIsEffect.of(lea, TOOL, note(shop, "  " + AWAY + "\n").put("visible_to_customer", true));
        JsonNode after = lea.order(shop.order);
        assertThat(after.path("version")).isEqualTo(before.path("version"));
        assertThat(after.path("notes")).hasSize(1);
        JsonNode note = after.at("/notes/0");
        assertThat(note.path("text").asText()).isEqualTo(AWAY);
        assertThat(note.path("visible_to_customer").asBoolean()).isTrue();
        assertThat(note.path("author").asText()).isEqualTo("Countersign " + done.action());
        assertThat(done.content().path("summary").asText()).doesNotContain(AWAY);
    }

    @Test
    void theSameNoteOnTheSameVersionIsOneNote() {
        ShopFixture shop = usd();
        Agent.Said first = lea.call(TOOL, note(shop, AWAY));
        Agent.Said again = lea.call(TOOL, note(shop, AWAY));
        assertThat(again.replayed()).as("%s", again.content()).isTrue();
        assertThat(again.action()).isEqualTo(first.action());
        assertThat(notes(shop)).isEqualTo(1);
        assertThat(lea.call(TOOL, note(shop, AWAY).put("visible_to_customer", true))
                        .replayed())
                .isFalse();
        assertThat(notes(shop)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancelled", "closed"})
    void anOrderThatIsOverTakesNotes(String status) {
        ShopFixture shop = usd();
        sql.execute("update shop.orders set status = ? where id = ?", status, shop.order);
        assertThat(lea.call(TOOL, note(shop, AWAY)).status()).isEqualTo("done");
        assertThat(notes(shop)).isEqualTo(1);
    }

    @Test
    void wordsThatSayNothingAreRefused() {
        ShopFixture shop = usd();
        assertThat(lea.call(TOOL, note(shop, " \n ")).error()).isEqualTo("invalid_arguments");
        assertThat(lea.call(TOOL, note(shop, "x".repeat(4001))).error()).isEqualTo("invalid_arguments");
        ObjectNode whom = note(shop, AWAY);
        whom.remove("visible_to_customer");
        assertThat(lea.call(TOOL, whom).error()).isEqualTo("invalid_arguments");
        assertThat(notes(shop)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PARTLY_DONE", "MISMATCH", "OUTCOME_UNKNOWN"})
    void anUnsettledOrderTakesNotesAndNothingElse(String status) {
        ShopFixture shop = usd();
        String stopped = unsettled(shop, status);
        Agent.Said note = lea.call(TOOL, note(shop, AWAY));
        assertThat(note.status()).as("%s", note.content()).isEqualTo("done");
        assertThat(note.content().path("verification").asText()).isEqualTo("verified");
        assertThat(notes(shop)).isEqualTo(1);
        Agent.Said hold =
                lea.call("hold_order", Writing.of(lea.order(shop.order)).put("reason", "out_of_stock"));
        assertThat(hold.error()).as("%s", hold.content()).isEqualTo("unresolved");
        assertThat(hold.content().toString()).contains(stopped);
        assertThat(lea.order(shop.order).path("holds")).isEmpty();
    }

    /** As a refund that was sent and is not settled; a person has to decide on it. */
    private String unsettled(ShopFixture shop, String status) {
        String action =
                lea.call(Refunding.of(lea.order(shop.order)).amount("1.00")).action();
        sql.execute("update countersign.action set status = ? where id = ?", status, action);
        if (status.equals("OUTCOME_UNKNOWN")) {
            // the shop shows nothing under its key, and it is too early to judge that
            sql.execute(
                    "update countersign.step set state = 'IN_DOUBT', judge_at = now() + interval '1 hour',"
                            + " first_sent_at = now() - interval '1 hour' where action_id = ?",
                    action);
            sql.execute("update shop.refunds set step_key = null, request = null where order_id = ?", shop.order);
        }
        sql.execute(
                "update countersign.object_lease set unresolved = ? where object = ?",
                action,
                "builtin/order:" + shop.order);
        return action;
    }
}
