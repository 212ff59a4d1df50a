package org.countersign.mcp;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import org.countersign.dev.idp.DevelopmentIdentityProvider;
import org.countersign.dev.idp.TokenDraft;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Timeout;

/** Plain JSON-RPC over HTTP with real tokens, as any client may send it. Whatever does not answer in time has failed. */
@Timeout(20)
public abstract class EdgeTestBase {

    /** Set by {@link org.countersign.process.TestServices}. */
    protected DevelopmentIdentityProvider provider;

    protected static String publicUrl() {
        return ConfigProvider.getConfig().getValue("countersign.public-url", String.class);
    }

    /** A token of ada, with these roles, that everything at /mcp accepts. */
    protected TokenDraft person(String... roles) {
        return provider.draft("ada", URI.create(publicUrl() + "/mcp"))
                .roles(roles)
                .scope("commerce:read commerce:write");
    }

    protected TokenDraft admin(String... roles) {
        return provider.draft("sam", URI.create(publicUrl() + "/api/admin"))
                .roles(roles)
                .scope("countersign:admin");
    }

    protected String agent() {
        return person("agent").sign();
    }

    protected static RequestSpecification with(String token) {
        return given().header("Accept", "application/json, text/event-stream")
                .header("Authorization", "Bearer " + token)
                .contentType("application/json");
    }

    protected static ValidatableResponse send(String token, String body) {
        return with(token).body(body).post("/mcp").then();
    }

    /** @param arguments JSON */
    protected static ValidatableResponse call(String token, String tool, String arguments) {
        return send(
                token,
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
                        .formatted(tool, arguments));
    }

    protected static ValidatableResponse list(String token) {
        return send(token, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
    }
}
