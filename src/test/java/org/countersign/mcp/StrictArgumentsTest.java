package org.countersign.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.Map;
import org.countersign.gate.ErrorCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments are checked against the published schema before any conversion. */
@QuarkusTest
@TestProfile(EdgeProfile.class)
class StrictArgumentsTest extends EdgeTestBase {

    private static final String CONTENT = "result.structuredContent.";

    @Inject
    ProbeLog log;

    @BeforeEach
    void forget() {
        log.clear();
        ProbeTools.CALLS.set(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "\"limit\": \"7\"; limit; \"7\"; an integer from 1 to 100; is text, must be an integer from 1 to 100",
                "\"limit\": 7.9; limit; 7.9; an integer from 1 to 100; is a number with a fraction, must be an integer from 1 to 100",
                "\"limit\": true; limit; true; an integer from 1 to 100; is true or false, must be an integer from 1 to 100",
                "\"limit\": 0; limit; 0; an integer from 1 to 100; is too small",
                "\"limit\": 101; limit; 101; an integer from 1 to 100; is too large",
                "\"limit\": 1e60; limit; 1E+60; an integer from 1 to 100; is too large",
                "\"status\": 0; status; 0; one of: open, cancelled, closed; is an integer, must be one of: open, cancelled, closed",
                "\"status\": \"opne\"; status; \"opne\"; one of: open, cancelled, closed; is not one of the choices (did you mean open?)",
                "\"status\": \"OPEN\"; status; \"OPEN\"; one of: open, cancelled, closed; is not one of the choices (did you mean open?)",
                "\"placed_after\": \"yesterday\"; placed_after; \"yesterday\"; a time such as 2026-01-31T13:45:00Z; does not have the right form",
                "\"placed_after\": \"2026-02-30T00:00:00Z\"; placed_after; \"2026-02-30T00:00:00Z\"; a time such as 2026-01-31T13:45:00Z; does not have the right form",
                "\"confidence\": \"0.9\"; confidence; \"0.9\"; a number from 0 to 1; is text, must be a number from 0 to 1",
                "\"confidence\": 1.0000001; confidence; 1.0000001; a number from 0 to 1; is too large",
                "\"notify\": \"true\"; notify; \"true\"; true or false; is text, must be true or false",
                "\"amount\": 47.84; amount; 47.84; money such as {\"amount\": \"47.84\", \"currency\": \"USD\"}; is a number with a fraction, must be money such as {\"amount\": \"47.84\", \"currency\": \"USD\"}",
                "\"amount\": {\"amount\": 47.84, \"currency\": \"USD\"}; amount.amount; 47.84; text of the form ^-?[0-9]{1,15}(\\.[0-9]{1,6})?$; is a number with a fraction, must be text of the form ^-?[0-9]{1,15}(\\.[0-9]{1,6})?$",
                "\"amount\": {\"amount\": \"1\", \"currency\": \"usd\"}; amount.currency; \"usd\"; text of the form ^[A-Z]{3}$; does not have the right form",
                "\"amount\": {\"amount\": \"1\"}; amount.currency; absent; text of the form ^[A-Z]{3}$; is required",
                "\"lines\": []; lines; a list of 0 items; a list of 1 to 5 items; has too few items",
                "\"lines\": {\"line_id\": \"a\"}; lines; an object with 1 properties; a list of 1 to 5 items; is an object, must be a list of 1 to 5 items",
                "\"lines\": [{\"line_id\": \"a\"}, {\"line_id\": \"b\", \"quantity\": \"1\"}]; lines[1].quantity; \"1\"; an integer from 1 to 9; is text, must be an integer from 1 to 9",
                "\"lines\": [{\"line_id\": \"a\", \"quantitty\": 1}]; lines[0].quantitty; 1; one of the names: line_id, quantity; is unknown (did you mean quantity?)",
                "\"lines\": [null]; lines[0]; null; an object with: line_id, quantity; is null, must be an object with: line_id, quantity",
                "\"Limit\": 1; Limit; 1; one of the names: order_id, limit, status, placed_after, confidence, notify, amount, lines; is unknown (did you mean limit?)",
                "\"dry_run\": true; dry_run; true; one of the names: order_id, limit, status, placed_after, confidence, notify, amount, lines; is unknown",
            })
    void namesPathValueAndWhatIsAllowed(String argument, String path, String value, String allowed, String message) {
        call(agent(), "probe_write", "{\"order_id\":\"x\"," + argument + "}")
                .statusCode(200)
                .body("result.isError", equalTo(true))
                .body(CONTENT + "summary", startsWith("NOT DONE: Invalid arguments. " + path))
                .body(CONTENT + "status", equalTo("refused"))
                .body(CONTENT + "error.code", equalTo("invalid_arguments"))
                .body(CONTENT + "error.retryable", equalTo(false))
                .body(
                        CONTENT + "error.violations",
                        equalTo(java.util.List.of(
                                Map.of("path", path, "value", value, "allowed", allowed, "message", message))));
        assertThat(ProbeTools.CALLS).hasValue(0);
        assertThat(log.lines()).extracting(ProbeLog.Line::code).containsExactly(ErrorCode.INVALID_ARGUMENTS);
    }

    @Test
    void allThatIsWrongIsNamedAtOnce() {
        call(
                        agent(),
                        "probe_read",
                        "{\"limit\":\"7\",\"status\":\"x\",\"oder_id\":\"W1\",\"lines\":[{\"quantity\":0}]}")
                .body(
                        CONTENT + "error.violations.path",
                        org.hamcrest.Matchers.containsInAnyOrder(
                                "limit", "status", "oder_id", "order_id", "lines[0].line_id", "lines[0].quantity"))
                .body(CONTENT + "error.violations.message", hasItem("is unknown (did you mean order_id?)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"text\"", "[]", "true"})
    void argumentsThatAreNoObjectAreInvalid(String arguments) {
        call(agent(), "probe_read", arguments)
                .body("result.isError", equalTo(true))
                .body(CONTENT + "error.code", equalTo("invalid_arguments"))
                .body(CONTENT + "error.violations[0].path", equalTo("arguments"));
    }

    @Test
    void missingArgumentsAreEmptyOnes() {
        for (String params : new String[] {"", ",\"arguments\":null", ",\"arguments\":{}"}) {
            send(
                            agent(),
                            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"probe_read\""
                                    + params + "}}")
                    .body(CONTENT + "error.violations.path", equalTo(java.util.List.of("order_id")));
        }
    }

    @Test
    void nullMeansAbsentAlsoInside() {
        call(
                        agent(),
                        "probe_read",
                        "{\"order_id\":\"x\",\"limit\":null,\"status\":null,\"amount\":null,\"lines\":[{\"line_id\":\"a\",\"quantity\":null}]}")
                .body("result.isError", equalTo(false))
                .body(
                        CONTENT + "arguments",
                        equalTo(Map.of("order_id", "x", "lines", java.util.List.of(Map.of("line_id", "a")))));
        call(agent(), "probe_read", "{\"order_id\":null}")
                .body(CONTENT + "error.violations[0].message", equalTo("is null, must be text of 1 to 40 characters"));
    }

    @Test
    void numbersStayExact() {
        call(agent(), "probe_read", "{\"order_id\":\"x\",\"confidence\":0.1000000000000000055511151231257827}")
                .body("result.content[0].text", containsString("0.1000000000000000055511151231257827"));
    }

    @Test
    void theTextIsTheStructuredContentCompleteAndSummaryComesFirst() {
        for (String arguments : new String[] {"{\"order_id\":\"ä\\\"\\n<\"}", "{\"limit\":\"7\"}"}) {
            JsonPath answer = call(agent(), "probe_read", arguments).extract().jsonPath();
            String text = answer.getString("result.content[0].text");
            assertThat(text).startsWith("{\"summary\":");
            assertThat(JsonPath.from(text).getMap("")).isEqualTo(answer.getMap("result.structuredContent"));
        }
    }

    @Test
    void anAnswerToAMegabyteIsShort() {
        String megabyte = "x".repeat(1_000_000);
        String answer = call(
                        agent(), "probe_read", "{\"order_id\":\"" + megabyte + "\",\"" + "n".repeat(40_000) + "\":1}")
                .statusCode(200)
                .body(CONTENT + "error.violations", hasSize(2))
                .extract()
                .asString();
        assertThat(answer).hasSizeLessThan(4_000);
        StringBuilder many = new StringBuilder("{\"order_id\":\"x\"");
        for (int i = 0; i < 50_000; i++) {
            many.append(",\"n").append(i).append("\":1");
        }
        assertThat(call(agent(), "probe_read", many + "}").extract().asString()).hasSizeLessThan(30_000);
    }

    @Test
    void whatIsUnprintableIsEscaped() {
        call(agent(), "probe_read", "{\"order_id\":\"x\",\"a\\u202eb\\u0000\\n\":\"\\u001b[31m\"}")
                .body(CONTENT + "error.violations[0].path", equalTo("a\\u{202e}b\\u{0}\\u{a}"))
                .body(CONTENT + "error.violations[0].value", equalTo("\"\\u{1b}[31m\""));
    }

    @Test
    void aLineBreakAtTheEndIsNoRightForm() {
        call(agent(), "probe_read", "{\"order_id\":\"x\",\"amount\":{\"amount\":\"1\\n\",\"currency\":\"USD\\n\"}}")
                .body(CONTENT + "error.violations", hasSize(2));
    }

    @Test
    void whatAToolThrowsNeverReachesTheModel() {
        call(agent(), "probe_read", "{\"order_id\":\"boom\"}")
                .body("result.isError", equalTo(true))
                .body(CONTENT + "error.code", equalTo("internal"))
                .body("result.content[0].text", not(containsString("secret")));
        call(agent(), "probe_write", "{\"order_id\":\"boom\"}")
                .body(CONTENT + "summary", startsWith("UNKNOWN, DO NOT REPEAT WITH OTHER ARGUMENTS:"))
                .body(CONTENT + "status", equalTo("outcome_unknown"));
    }

    @Test
    void toolsRunOnVirtualThreads() {
        call(agent(), "probe_read", "{\"order_id\":\"x\"}").body(CONTENT + "thread", equalTo(true));
    }
}
