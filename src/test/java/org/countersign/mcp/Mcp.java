package org.countersign.mcp;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** Plain JSON-RPC over HTTP, as any client may send it. */
public final class Mcp {

    public static RequestSpecification with(String token) {
        return given().header("Accept", "application/json, text/event-stream")
                .header("Authorization", "Bearer " + token)
                .contentType("application/json");
    }

    public static ValidatableResponse send(String token, String body) {
        return with(token).body(body).post("/mcp").then();
    }

    /** @param arguments JSON */
    public static ValidatableResponse call(String token, String tool, String arguments) {
        return send(
                token,
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
                        .formatted(tool, arguments));
    }

    public static ValidatableResponse list(String token) {
        return send(token, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
    }

    private Mcp() {}
}
