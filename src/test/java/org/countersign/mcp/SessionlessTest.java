package org.countersign.mcp;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

/** Any replica answers any request: a session is never needed, never in the way. */
@QuarkusTest
@TestProfile(EdgeProfile.class)
class SessionlessTest extends EdgeTestBase {

    private static final String INITIALIZE = "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":"
            + "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";
    private static final String CALL = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\","
            + "\"params\":{\"name\":\"probe_read\",\"arguments\":{\"order_id\":\"x\"}}}";

    private ValidatableResponse inSession(String session, String body) {
        return with(agent())
                .header("Mcp-Session-Id", session)
                .header("MCP-Protocol-Version", "2025-11-25")
                .body(body)
                .post("/mcp")
                .then();
    }

    @Test
    void withoutInitialize() {
        send(agent(), CALL).body("result.structuredContent.summary", equalTo("echo"));
    }

    @Test
    void aSessionOfAnotherReplicaIsTolerated() {
        inSession("somebody-elses", CALL).statusCode(200).body("result.structuredContent.summary", equalTo("echo"));
        inSession("somebody-elses", "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
                .statusCode(202);
        inSession("somebody-elses", INITIALIZE).statusCode(200).body("result.protocolVersion", equalTo("2025-11-25"));
    }

    @Test
    void aSessionWhoseInitializedWentElsewhereWorks() {
        String session = send(agent(), INITIALIZE)
                .header("Mcp-Session-Id", notNullValue())
                .extract()
                .header("Mcp-Session-Id");
        inSession(session, CALL).body("result.structuredContent.summary", equalTo("echo"));
        inSession(session, "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"tools/list\"}")
                .body("result.tools.size()", equalTo(2));
        inSession(session, INITIALIZE).body("result.serverInfo.name", equalTo("countersign"));
    }

    @Test
    void aSessionMayBeEndedAnywhereAnyNumberOfTimes() {
        String session = send(agent(), INITIALIZE).extract().header("Mcp-Session-Id");
        for (int i = 0; i < 2; i++) {
            with(agent())
                    .header("Mcp-Session-Id", session)
                    .delete("/mcp")
                    .then()
                    .statusCode(lessThanOrEqualTo(204));
        }
        with(agent()).delete("/mcp").then().statusCode(204);
        inSession(session, CALL).body("result.structuredContent.summary", equalTo("echo"));
    }

    @Test
    void everyKnownVersionIsSpoken() {
        for (String version : new String[] {"2025-11-25", "2025-06-18", "2025-03-26"}) {
            send(agent(), INITIALIZE.replace("2025-11-25", version)).body("result.protocolVersion", equalTo(version));
        }
        send(agent(), INITIALIZE.replace("2025-11-25", "2099-01-01"))
                .body("result.protocolVersion", equalTo("2025-11-25"));
    }

    @Test
    void instructionsAreShortEnough() {
        send(agent(), INITIALIZE)
                .body("result.instructions.length()", lessThanOrEqualTo(1500))
                .body("result.instructions", containsString("object_version"))
                .body(
                        "result.instructions",
                        containsString("WAITING FOR A PERSON: tell the customer, look later with get_action, never try"
                                + " another way."));
    }
}
