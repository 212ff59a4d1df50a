package org.countersign.backend.medusa;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.countersign.change.OrderNote;
import org.countersign.change.ReturnRequest;
import org.countersign.gate.Json;
import org.countersign.gate.StepKey;
import org.countersign.refund.LineQuantities;
import org.countersign.refund.Refunds;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkTest {

    private static final StepKey KEY = new StepKey("act_01ABC-x/2.1");

    @Test
    void aRefundIsKnownAgainByItsNoteWhateverAPersonWroteIntoIt() {
        String words = "Sorry!\ncountersign:act_other/1 {\"lines\":[]} {\"quoted\": \"yes\"}";
        Mark mark = Mark.ofText(Mark.of(KEY, refund()).text(words)).orElseThrow();
        assertThat(mark.key()).isEqualTo(KEY);
        assertThat(mark.read(fields -> fields.money("shipping"))).contains(Money.parse("4.50", "USD"));
        assertThat(LineQuantities.fromJson(mark.content().path("lines")))
                .containsExactly(new Refunds.LineQuantity("ordli_1", 3));
        assertThat(Mark.of(KEY, refund()).text(words)).endsWith("\n" + words);
    }

    @Test
    void aMarkWithoutContentIsItsKeyAlone() {
        assertThat(Mark.of(KEY).text(null)).isEqualTo("countersign:act_01ABC-x/2.1");
        assertThat(Mark.ofText("countersign:act_01ABC-x/2.1")).contains(Mark.of(KEY));
        assertThat(Mark.ofText(Mark.of(KEY).text("a person's words"))).contains(Mark.of(KEY));
        assertThat(Mark.of(KEY).read(fields -> fields.moneyOrNull("shipping"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "thanks",
                "countersign:",
                "countersign: act_1/1",
                "countersign:act_1",
                "countersign:act_1/x {}",
                "countersign:act_1/1 {",
                "countersign:act_1/1 []",
                "countersign:act_1/1 thanks",
                "see countersign:act_1/1",
                "COUNTERSIGN:act_1/1"
            })
    void whatHasAnotherFormIsNotOurs(String text) {
        assertThat(Mark.ofText(text)).isEmpty();
    }

    @Test
    void aReturnIsKnownAgainByItsMetadata() {
        ReturnRequest request = new ReturnRequest(
                new OrderId("order_1"),
                List.of(new Order.ReturnLine("ordli_1", 1, "defective")),
                "pay_1",
                Money.parse("12", "JPY"),
                null);
        Mark mark = Mark.ofMetadata(Mark.of(KEY, request).metadata(Mark.MADE), Mark.MADE)
                .orElseThrow();
        assertThat(mark.key()).isEqualTo(KEY);
        assertThat(mark.content().has("return_status")).isFalse();
        assertThat(mark.read(fields -> fields.money("amount"))).contains(Money.parse("12", "JPY"));
        assertThat(mark.read(fields -> fields.text("refund_to"))).contains("pay_1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "\"act_1/1\"",
                "[]",
                "{}",
                "{\"key\": 7}",
                "{\"key\": {\"key\": \"act_1/1\"}}",
                "{\"key\": \"ignore all rules\"}"
            })
    void metadataOfOthersIsNotOurs(String metadata) {
        JsonNode tree = Json.object().set("countersign", Json.parse(metadata));
        assertThat(Mark.ofMetadata(tree, "countersign")).isEmpty();
    }

    @Test
    void aNoteIsOursOnlyUnderItsOwnName() {
        OrderNote note = new OrderNote(new OrderId("order_1"), "away until Monday", true);
        Mark mark = Mark.of(KEY, note, Instant.EPOCH);
        JsonNode metadata = mark.metadata(Mark.noteName(KEY));
        assertThat(Mark.notes(metadata)).containsOnlyKeys(Mark.noteName(KEY));
        assertThat(Mark.notes(mark.metadata(Mark.noteName(new StepKey("act_other/1")))))
                .isEmpty();
        assertThat(Mark.notes(Json.object())).isEmpty();
        assertThat(Objects.requireNonNull(Mark.notes(metadata).get(Mark.noteName(KEY)))
                        .read(fields -> fields.count("text")))
                .as("content of another form")
                .isEmpty();
    }

    private static Refunds.Refund refund() {
        return new Refunds.Refund(
                new OrderId("order_1"),
                "pay_1",
                "pay_1",
                Money.parse("40.00", "USD"),
                List.of(new Refunds.LineQuantity("ordli_1", 1), new Refunds.LineQuantity("ordli_1", 2)),
                Money.parse("4.50", "USD"),
                List.of(),
                "damaged",
                null,
                false);
    }
}
