package org.countersign.backend.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlikeTest {

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    @Test
    void whatNoPlanNamesIsIgnored() throws JsonProcessingException {
        JsonNode planned = json("{'shipment': {'lines': [{'line_id': 'l1', 'quantity': 1}]}}");
        JsonNode shown =
                json("{'shipment': {'lines': [{'line_id': 'l1', 'quantity': 1, 'title': 'Mug'}], 'status': 'shipped'},"
                        + " 'at': '2026-11-21T10:00:00Z'}");
        assertThat(Alike.of(planned, shown)).isEqualTo(planned);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "{'lines': []} | {'lines': [], 'charge': {'amount': {'amount': '3.00', 'currency': 'USD'}}}",
                "{'shipment': {'carrier': 'UPS'}} | {'shipment': {'carrier': 'UPS', 'label_id': 'b1'}}",
                "{'lines': [{'line_id': 'l1'}]} | {'lines': [{'line_id': 'l1'}, {'line_id': 'l2'}]}",
                "{'lines': [{'line_id': 'l1'}]} | {'lines': []}",
                "{'hold': {'reason': 'other', 'note': 'x'}} | {'hold': {'reason': 'other'}}",
                "{'released': 'h1'} | {'held': 'h1'}",
            })
    void whatDiffersIsNeverThePlan(String planned, String shown) throws JsonProcessingException {
        assertThat(Alike.of(json(planned), json(shown))).isNotEqualTo(json(planned));
    }

    @Test
    void anotherTypeIsUnreadable() throws JsonProcessingException {
        JsonNode planned = json("{'lines': [{'line_id': 'l1', 'quantity': 1}]}");
        JsonNode shown = json("{'lines': [{'line_id': 'l1', 'quantity': '1'}]}");
        assertThatThrownBy(() -> Alike.of(planned, shown)).hasMessageContaining("quantity");
    }
}
