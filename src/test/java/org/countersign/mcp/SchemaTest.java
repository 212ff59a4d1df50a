package org.countersign.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.util.List;
import org.countersign.gate.Json;
import org.junit.jupiter.api.Test;

/** What a published schema accepts, judged by a validator that is not ours. */
class SchemaTest {

    private static boolean accepts(Schema schema, String json) {
        JsonNode published = schema.toJson();
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(published)
                .validate(Json.parse(json))
                .isEmpty();
    }

    @Test
    void anObjectTakesNothingBesideWhatItNames() {
        Schema schema = Schema.object("what it is")
                .required("id", Schema.text("the id", 1, 3))
                .optional("limit", Schema.integer("how many", 1, 100));
        assertThat(accepts(schema, "{\"id\": \"abc\", \"limit\": 100}")).isTrue();
        assertThat(accepts(schema, "{\"id\": \"abc\"}")).isTrue();
        assertThat(accepts(schema, "{\"limit\": 1}")).isFalse();
        assertThat(accepts(schema, "{\"id\": \"abcd\"}")).isFalse();
        assertThat(accepts(schema, "{\"id\": \"\"}")).isFalse();
        assertThat(accepts(schema, "{\"id\": \"abc\", \"limit\": 0}")).isFalse();
        assertThat(accepts(schema, "{\"id\": \"abc\", \"limit\": 101}")).isFalse();
        assertThat(accepts(schema, "{\"id\": \"abc\", \"limit\": \"7\"}")).isFalse();
        assertThat(accepts(schema, "{\"id\": \"abc\", \"limit\": 7.9}")).isFalse();
        assertThat(accepts(schema, "{\"id\": \"abc\", \"more\": 1}")).isFalse();
        assertThat(schema.toJson().path("description").asText()).isEqualTo("what it is");
    }

    @Test
    void everyOptionalArgumentTakesNullAndNoRequiredOneDoes() {
        Schema schema = Schema.object("")
                .required("a", Schema.choice("", List.of("x", "y")))
                .optional("b", Schema.choice("", List.of("x", "y")))
                .optional("c", Schema.money(""))
                .optional("d", Schema.list("", Schema.flag(""), 1, 2));
        assertThat(accepts(schema, "{\"a\": \"x\", \"b\": null, \"c\": null, \"d\": null}"))
                .isTrue();
        assertThat(accepts(schema, "{\"a\": \"x\", \"b\": \"y\", \"d\": [true]}"))
                .isTrue();
        assertThat(accepts(schema, "{\"a\": null}")).isFalse();
        assertThat(accepts(schema, "{\"a\": \"x\", \"b\": \"z\"}")).isFalse();
        assertThat(accepts(schema, "{\"a\": \"x\", \"d\": []}")).isFalse();
        assertThat(accepts(schema, "{\"a\": \"x\", \"d\": [true, null]}")).isFalse();
    }

    @Test
    void moneyIsTwoTextsAndNeverANumber() {
        Schema schema = Schema.object("").required("m", Schema.money(""));
        assertThat(accepts(schema, "{\"m\": {\"amount\": \"47.84\", \"currency\": \"USD\"}}"))
                .isTrue();
        assertThat(accepts(schema, "{\"m\": {\"amount\": 47.84, \"currency\": \"USD\"}}"))
                .isFalse();
        assertThat(accepts(schema, "{\"m\": {\"amount\": \"47,84\", \"currency\": \"USD\"}}"))
                .isFalse();
        assertThat(accepts(schema, "{\"m\": {\"amount\": \"47.84\", \"currency\": \"usd\"}}"))
                .isFalse();
        assertThat(accepts(schema, "{\"m\": {\"amount\": \"47.84\"}}")).isFalse();
    }

    @Test
    void anAnswerMayGrow() {
        Schema answer = Schema.answer("").optional("limit", Schema.integer("", 1, 2));
        assertThat(accepts(answer, "{\"limit\": 1, \"something\": \"new\"}")).isTrue();
        assertThat(accepts(answer, "{\"limit\": 3}")).isFalse();
    }

    @Test
    void theRootHasNoCombinators() {
        JsonNode schema = Schema.object("").optional("a", Schema.text("")).toJson();
        assertThat(schema.has("anyOf") || schema.has("oneOf") || schema.has("allOf") || schema.has("$ref"))
                .isFalse();
    }

    @Test
    void textOfOthersIsMarked() {
        assertThat(Schema.untrusted("a note").toJson().path("description").asText())
                .startsWith("untrusted");
    }

    @Test
    void whatWasGivenOutCannotBeChanged() {
        Schema schema = Schema.object("");
        schema.toJson().put("type", "array");
        assertThat(schema.toJson().path("type").asText()).isEqualTo("object");
    }
}
