package org.countersign.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.countersign.gate.Json;
import org.junit.jupiter.api.Test;

/** Only numbers, codes and ids under known names stay in the chain; whatever else is text is somebody's words. */
class WordsTest {

    @Test
    void idsCodesAndAmountsStayAndWordsGo() {
        ObjectNode data = object("""
                {"tool": "refund_order", "target": "order:W1", "roles": ["support_agent"], "step": 1, "ok": true,
                 "arguments": {"order_id": "W1", "reason": "damaged", "note": "for Ada",
                               "lines": [{"line_id": "l-1", "quantity": 2}], "amount": {"amount": "47.84", "currency": "USD"}},
                 "reasoning": "she said so"}""");
        Words.Split split = Words.split(data);
        assertThat(split.words())
                .isEqualTo(object("{\"arguments\": {\"note\": \"for Ada\"}, \"reasoning\": \"she said so\"}"));
        ObjectNode plain = data.deepCopy();
        plain.remove("reasoning");
        ((ObjectNode) plain.get("arguments")).remove("note");
        assertThat(split.plain()).isEqualTo(plain);
    }

    @Test
    void anAddressAndANameNobodyExpectedGo() {
        Words.Split split = Words.split(object("""
                {"address": {"name": "Ada", "line1": "1 Main Street", "postal_code": "3011", "country": "CH"},
                 "some_new_field": "Ada", "changes": [{"line_id": "l-1", "greeting": "Dear Ada"}, {"line_id": "l-2"}]}"""));
        assertThat(split.plain())
                .isEqualTo(object("{\"address\": {}, \"changes\": [{\"line_id\": \"l-1\"}, {\"line_id\": \"l-2\"}]}"));
    }

    @Test
    void aKnownNameIsNoHidingPlace() {
        for (String data : new String[] {
            "{\"order_id\": \"for Ada Low\"}",
            "{\"id\": \"ada@example.com\"}",
            "{\"status\": \"Ada Low\"}",
            "{\"target\": \"customer:ada_low\"}",
            "{\"touches\": {\"type\": \"customer\", \"id\": \"ada_low\"}}",
            "{\"reason\": \"Ada asked for it\"}",
            "{\"arguments\": {\"reason\": \"Ada asked\"}}",
            "{\"roles\": [\"Ada Low\"]}",
            "{\"reason\": \"ada\"}"
        }) {
            assertThat(Words.split(object(data)).plain().toString()).as(data).doesNotContainIgnoringCase("ada");
        }
    }

    @Test
    void aRowThatIsErasedKeepsItsShape() {
        assertThat(Words.erased(object("""
                        {"order_id": "W1", "note": "for Ada", "lines": [{"line_id": "l-1", "quantity": 2}], "restock": null,
                         "checks": [{"check": "limits", "result": "PASS", "detail": "Ada may"}]}"""))).isEqualTo(object("""
                        {"order_id": "W1", "note": "(erased)", "lines": [{"line_id": "l-1", "quantity": 2}],
                         "restock": null, "checks": [{"check": "limits", "result": "PASS", "detail": "(erased)"}]}"""));
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) Json.parse(json);
    }
}
