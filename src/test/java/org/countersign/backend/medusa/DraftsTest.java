package org.countersign.backend.medusa;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.countersign.gate.Json;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;
import org.countersign.scripted.ScriptedProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a draft comes to when Medusa refuses, is slow or falls silent in the middle of it. */
@QuarkusTest
@TestProfile(ScriptedProfile.class)
class DraftsTest {

    private static final StepKey KEY = new StepKey("act_0123456789abcdefghijkl/1");
    private static final String BEGIN = "POST /admin/order-edits";
    private static final String FILL = "POST /admin/order-edits/order_1/items";
    private static final String RESERVE = "POST /admin/reservations";
    private static final String CONFIRM = "POST /admin/order-edits/order_1/confirm";
    private static final String DROP = "DELETE /admin/order-edits/order_1";

    private final ScriptedMedusa shop = new ScriptedMedusa();

    @AfterEach
    void closed() {
        shop.close();
    }

    private Drafts drafts(String callTimeout) {
        return new Drafts(shop.medusa(callTimeout), Clock.systemUTC());
    }

    private Reply sent(String callTimeout) {
        Draft draft = new Draft(
                "lines",
                new Draft.Call("/admin/order-edits", Json.object().put("order_id", ScriptedMedusa.ORDER)),
                begun -> new Draft.Filling(
                        List.of(new Draft.Call("/admin/order-edits/order_1/items", Json.object())),
                        List.of(new Draft.Call("/admin/reservations", Json.object())),
                        "/admin/order-edits/order_1/confirm"),
                OrderLog.Entry::id);
        Drafts drafts = drafts(callTimeout);
        return drafts.confirmed(ScriptedMedusa.ORDER, drafts.log(ScriptedMedusa.ORDER), KEY, draft, drafts.deadline());
    }

    private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
        ScriptedMedusa.answer(
                exchange, status, Json.object().put("type", "invalid_data").put("message", why));
    }

    private List<String> writes() {
        return shop.asked.stream().filter(request -> !request.startsWith("GET")).toList();
    }

    @Test
    void itIsBegunUnderOurMarkFilledAndConfirmed() {
        assertThat(sent("PT5S")).isEqualTo(new Reply.Accepted("ordch_0"));
        assertThat(writes()).containsExactly(BEGIN, FILL, RESERVE, CONFIRM);
        assertThat(shop.bodies.getFirst().path("internal_note").asText())
                .isEqualTo("countersign:" + KEY + " {\"kind\":\"lines\"}");
        assertThat(shop.changes.getFirst().path("status").asText()).isEqualTo("confirmed");
    }

    @Test
    void whatCannotBeFilledIsDeletedAndHadNoEffect() {
        shop.instead(FILL, exchange -> refuse(exchange, 400, "Some variant does not have the required inventory"));
        assertThat(sent("PT5S")).isEqualTo(new Reply.Declined("Some variant does not have the required inventory"));
        assertThat(writes()).containsExactly(BEGIN, FILL, DROP);
        assertThat(shop.changes).isEmpty();
    }

    @Test
    void whatBreaksBeforeTheConfirmationWasNotSent() {
        shop.instead(FILL, exchange -> refuse(exchange, 500, "An unknown error occurred."));
        assertThat(sent("PT5S")).isInstanceOf(Reply.NotSent.class);
        assertThat(shop.changes).isEmpty();
        shop.instead(BEGIN, HttpExchange::close);
        assertThat(sent("PT5S")).isInstanceOf(Reply.NotSent.class);
        assertThat(writes()).doesNotContain(CONFIRM);
    }

    @Test
    void stockThatWasReservedForItIsGivenBack() {
        shop.instead(CONFIRM, exchange -> refuse(exchange, 400, "No."));
        assertThat(sent("PT5S")).isEqualTo(new Reply.Declined("No."));
        assertThat(writes())
                .containsExactly(BEGIN, FILL, RESERVE, CONFIRM, DROP, "DELETE /admin/reservations/resitem_1");
    }

    @Test
    void aRefusalOfWhatIsConfirmedAllTheSameIsADoubt() {
        shop.instead(CONFIRM, exchange -> {
            shop.changes.getFirst().put("status", "confirmed");
            refuse(exchange, 400, "No.");
        });
        assertThat(sent("PT5S")).isEqualTo(new Reply.Unknown("No."));
        assertThat(writes()).doesNotContain(DROP).doesNotContain("DELETE /admin/reservations/resitem_1");
    }

    @Test
    void aConfirmationWithoutAnAnswerIsADoubtAndNothingIsDeleted() {
        shop.instead(CONFIRM, HttpExchange::close);
        assertThat(sent("PT5S")).isInstanceOf(Reply.Unknown.class);
        assertThat(writes()).containsExactly(BEGIN, FILL, RESERVE, CONFIRM);
        shop.changes.clear();
        shop.asked.clear();
        shop.instead(CONFIRM, exchange -> refuse(exchange, 500, "An unknown error occurred."));
        assertThat(sent("PT5S")).isInstanceOf(Reply.Unknown.class);
        assertThat(writes()).containsExactly(BEGIN, FILL, RESERVE, CONFIRM);
    }

    @Test
    void whoIsSlowWithTheDraftConfirmsNothing() {
        CountDownLatch over = new CountDownLatch(1);
        shop.instead(FILL, exchange -> {
            await(over);
            ScriptedMedusa.answer(exchange, 200, Json.object());
        });
        assertThat(sent("PT0.5S")).isInstanceOf(Reply.NotSent.class);
        over.countDown();
        assertThat(writes()).doesNotContain(CONFIRM).contains(DROP);
        assertThat(shop.changes).isEmpty();
    }

    @Test
    void whatSomebodyElseHasOpenIsLeftAlone() {
        shop.open("edit", "Ann is at it");
        assertThat(sent("PT5S"))
                .isInstanceOfSatisfying(
                        Reply.Declined.class, no -> assertThat(no.why()).contains("shop's admin"));
        assertThat(writes()).isEmpty();
        assertThat(shop.changes).hasSize(1);
    }

    @Test
    void whatSomebodyElseOpensMeanwhileIsNotConfirmedWithOurs() {
        shop.instead(FILL, exchange -> {
            ObjectNode ours = shop.changes.removeFirst();
            assertThat(ours.path("status").asText()).isEqualTo("pending");
            shop.open("edit", "Ann was faster");
            ScriptedMedusa.answer(exchange, 200, Json.object());
        });
        assertThat(sent("PT5S")).isInstanceOf(Reply.Declined.class);
        assertThat(writes()).doesNotContain(CONFIRM);
        assertThat(shop.changes)
                .singleElement()
                .satisfies(one -> assertThat(one.path("status").asText()).isEqualTo("pending"));
    }

    @Test
    void whatAStepOfOursLeftBehindIsDeletedFirst() {
        shop.open("edit", "countersign:act_0123456789abcdefghijkl/1");
        assertThat(sent("PT5S")).isInstanceOf(Reply.Accepted.class);
        assertThat(writes()).containsExactly(DROP, BEGIN, FILL, RESERVE, CONFIRM);
        assertThat(shop.changes).hasSize(1);
    }

    @Test
    void aKeyIsClosedByDeletingItsDraftAndNobodyElses() {
        ObjectNode ours = shop.open("edit", "countersign:" + KEY);
        assertThat(drafts("PT5S").dropped(ScriptedMedusa.ORDER, KEY)).isTrue();
        assertThat(shop.changes).isEmpty();
        shop.changes.add(ours.put("status", "confirmed"));
        assertThat(drafts("PT5S").dropped(ScriptedMedusa.ORDER, KEY)).isFalse();
        shop.changes.clear();
        shop.open("edit", "countersign:act_0123456789abcdefghijkl/2");
        assertThat(drafts("PT5S").dropped(ScriptedMedusa.ORDER, KEY)).isTrue();
        assertThat(shop.changes).hasSize(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(Duration.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS))
                    .isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
