package org.countersign.mcp;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.countersign.endtoend.ShopProfile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is let in to prompts, resources and completion: the same as to tools. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class DeskTest extends EdgeTestBase {

    private static String message(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"%s\",\"params\":%s}".formatted(method, params);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prompts/list | {}",
                "prompts/get | {\"name\":\"refund\"}",
                "resources/list | {}",
                "resources/templates/list | {}",
                "resources/read | {\"uri\":\"countersign://order/W2611340\"}",
                "completion/complete | {\"ref\":{\"type\":\"ref/prompt\",\"name\":\"refund\"},\"argument\":{\"name\":\"order_id\",\"value\":\"W\"}}"
            })
    void withoutATokenNothingIsAnswered(String method, String params) {
        given().header("Accept", "application/json, text/event-stream")
                .contentType("application/json")
                .body(message(method, params))
                .post("/mcp")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("resource_metadata"));
        send(admin("support_agent").sign(), message(method, params)).statusCode(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prompts/get | {\"name\":\"refund\"}",
                "resources/read | {\"uri\":\"countersign://order/W2611340\"}",
                "resources/read | {\"uri\":\"countersign://policy/exchanges.md\"}",
                "completion/complete | {\"ref\":{\"type\":\"ref/prompt\",\"name\":\"refund\"},\"argument\":{\"name\":\"order_id\",\"value\":\"W\"}}"
            })
    void aGrantWithoutTheScopeIsA403AndTheScopeWithoutAGrantTellsNothing(String method, String params) {
        send(person("support_agent").without("scope").sign(), message(method, params))
                .statusCode(403)
                .header("WWW-Authenticate", containsString("insufficient_scope"));
        send(person("support_agent").scope("commerce:read").sign(), message(method, params))
                .statusCode(200)
                .body("error", nullValue());
        send(person("nobody").sign(), message(method, params)).statusCode(200).body("result", nullValue());
        send(person("nobody").without("scope").sign(), message(method, params))
                .statusCode(200)
                .body("result", nullValue());
        send(person("support_agent").sign(), message(method, "[]")).statusCode(400);
        send(person("support_agent").sign(), message(method, "{\"name\":\"" + "x".repeat(2_200_000) + "\"}"))
                .statusCode(413);
    }

    @ParameterizedTest
    @CsvSource({"prompts/list", "resources/list", "resources/templates/list"})
    void withoutRolesTheListsAreEmpty(String method) {
        send(person("nobody").sign(), message(method, "{}"))
                .statusCode(200)
                .body("error", nullValue())
                .body("result.values().flatten().size()", equalTo(0));
    }
}
