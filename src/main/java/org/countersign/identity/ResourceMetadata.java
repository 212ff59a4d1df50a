package org.countersign.identity;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.countersign.caller.Caller;

/** The protected resource metadata (RFC 9728): public, readable by pages of every origin, the same for every Host header. */
@Singleton
final class ResourceMetadata {

    private final PublicUrl publicUrl;

    ResourceMetadata(PublicUrl publicUrl) {
        this.publicUrl = publicUrl;
    }

    void register(@Observes Router router) {
        JsonArray commerce = new JsonArray().add(Caller.READ).add(Caller.WRITE);
        Buffer mcp = document(publicUrl.mcp(), "Countersign", commerce);
        serve(router, PublicUrl.METADATA_PATH, mcp);
        serve(router, PublicUrl.METADATA_PATH + "/mcp", mcp);
        JsonArray admin = new JsonArray().add(AdminScope.SCOPE);
        serve(
                router,
                PublicUrl.METADATA_PATH + "/api/admin",
                document(publicUrl.admin(), "Countersign administration", admin));
    }

    private Buffer document(String resource, String name, JsonArray scopes) {
        return new JsonObject()
                .put("resource", resource)
                .put("authorization_servers", new JsonArray().add(publicUrl.issuer()))
                .put("scopes_supported", scopes)
                .put("bearer_methods_supported", new JsonArray().add("header"))
                .put("resource_name", name)
                .toBuffer();
    }

    private static void serve(Router router, String path, Buffer document) {
        router.get(path)
                .order(-300)
                .handler(request -> open(request)
                        .response()
                        .putHeader("Content-Type", "application/json")
                        .putHeader("Cache-Control", "max-age=300")
                        .end(document));
        router.options(path)
                .order(-300)
                .handler(request -> open(request)
                        .response()
                        .putHeader("Access-Control-Allow-Methods", "GET")
                        .putHeader("Access-Control-Allow-Headers", "*")
                        .setStatusCode(204)
                        .end());
    }

    private static RoutingContext open(RoutingContext request) {
        request.response().putHeader("Access-Control-Allow-Origin", "*");
        return request;
    }
}
