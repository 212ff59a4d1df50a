package org.countersign.console;

import jakarta.ws.rs.core.Response;
import org.countersign.gate.Json;

/** Problem details (RFC 9457): {@code detail} says what to do. */
final class Problem {

    static Response of(int status, String title, String detail) {
        return Response.status(status)
                .type("application/problem+json")
                .entity(Json.text(Json.object()
                        .put("type", "about:blank")
                        .put("title", title)
                        .put("status", status)
                        .put("detail", detail)))
                .build();
    }

    private Problem() {}
}
