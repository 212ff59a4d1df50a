package org.countersign.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.countersign.approval.Dossier.Difference;
import org.countersign.gate.Json;
import org.countersign.gate.Mask;
import org.junit.jupiter.api.Test;

/** What has changed is named once, by what it is, wherever it stands; and nothing that may not be seen is shown. */
class DifferencesTest {

    private static final String BEFORE = """
            {"status": "open", "revision": "1", "lines": [{"id": "l1", "title": "Shirt", "quantity": 2}, {"id": "l2", "title": "Hat", "quantity": 1}],
             "totals": {"refundable": {"amount": "9.00", "currency": "USD"}}, "shipping_address": {"line1": "1 Main", "city": "Bern"},
             "holds": [], "risk": {"level": "none", "reasons": []}}""";

    private static ObjectNode json(String text) {
        return (ObjectNode) Json.parse(text);
    }

    private static List<Difference> between(String before, String now) {
        return Differences.of(json(before), json(now), json(before), json(now));
    }

    @Test
    void theSameIsNoDifferenceAndARevisionIsNone() {
        assertThat(between(BEFORE, BEFORE.replace("\"revision\": \"1\"", "\"revision\": \"2\"")))
                .isEmpty();
    }

    @Test
    void whatHasAnIdIsComparedWithItselfWhereverItStands() {
        String turned = BEFORE.replace(
                "[{\"id\": \"l1\", \"title\": \"Shirt\", \"quantity\": 2}, {\"id\": \"l2\", \"title\": \"Hat\", \"quantity\": 1}]",
                "[{\"id\": \"l2\", \"title\": \"Hat\", \"quantity\": 3}, {\"id\": \"l1\", \"title\": \"Shirt\", \"quantity\": 2}]");
        assertThat(between(BEFORE, turned)).containsExactly(new Difference("Line Hat, l2: quantity", "1", "3", false));
    }

    @Test
    void whatIsNewOrGoneIsOneDifference() {
        String held = BEFORE.replace("\"holds\": []", "\"holds\": [{\"id\": \"h1\", \"reason\": \"fraud\"}]");
        assertThat(between(BEFORE, held))
                .containsExactly(new Difference("Hold h1", null, "id h1, reason fraud", false));
        assertThat(between(held, BEFORE))
                .containsExactly(new Difference("Hold h1", "id h1, reason fraud", null, false));
    }

    @Test
    void moneyIsOneValueAndListsOfWordsAre() {
        String other = BEFORE.replace("9.00", "4.00").replace("\"reasons\": []", "\"reasons\": [\"new\", \"far\"]");
        assertThat(between(BEFORE, other))
                .containsExactly(
                        new Difference("Totals: refundable", "9.00 USD", "4.00 USD", false),
                        new Difference("Risk: reasons", "", "new; far", false));
    }

    @Test
    void whatMayNotBeSeenIsNamedNotShown() {
        String moved = BEFORE.replace("1 Main", "9 Other").replace("Bern", "Basel");
        assertThat(Differences.of(json(BEFORE), json(moved), Mask.over(json(BEFORE)), Mask.over(json(moved))))
                .containsExactly(
                        new Difference("Shipping address: street", "***", "***", true),
                        new Difference("Shipping address: city", "Bern", "Basel", false));
    }
}
