package org.countersign.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The net under all answers: by the name of the field, wherever it stands, and twice is as once. */
class MaskTest {

    @Test
    void whatIsPersonalIsMaskedAtEveryDepthAndNothingElse() throws IOException {
        ObjectNode answer = json("""
                {"effect": {"planned": {"effects": [{"shipping_address": {"name": "Ada Low", "line1": "1 Main", "line2": "b",
                 "city": "Bern", "postal_code": "3011", "phone": "+41"}}]}}, "customers": [{"email": "ada@example.com"}, {"email": "x"}],
                 "method": {"id": "card_1", "kind": "credit_card", "label": "Visa …1", "balance": {"amount": "1.00"}},
                 "labels": [{"id": "l1"}], "label": "not a method", "phone": null}""");
        ObjectNode masked = json("""
                {"effect": {"planned": {"effects": [{"shipping_address": {"name": "Ada Low", "line1": "***", "line2": "***",
                 "city": "Bern", "postal_code": "3011", "phone": "***"}}]}}, "customers": [{"email": "a***@example.com"}, {"email": "***"}],
                 "method": {"id": "card_1", "kind": "credit_card", "label": "***", "balance": {"amount": "1.00"}},
                 "labels": [{"id": "l1"}], "label": "not a method", "phone": null}""");

        assertThat(Mask.over(answer)).isEqualTo(masked);
        assertThat(Mask.over(answer)).isEqualTo(masked);
    }

    private static ObjectNode json(String text) throws IOException {
        return (ObjectNode) new ObjectMapper().readTree(text);
    }
}
