package org.countersign.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.Response;
import org.countersign.gate.Json;

/** Problem details (RFC 9457): {@code detail} says what to do. */
final class Problem {

    static Response of(int status, String title, String detail) {
        return of(json(status, title, detail));
    }

    static ObjectNode json(int status, String title, String detail) {
        return Json.object()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
    }

    /** @param problem from {@link #json}, with what else there is to say */
    static Response of(ObjectNode problem) {
        return Response.status(problem.path("status").asInt())
                .type("application/problem+json")
                .entity(Json.text(problem))
                .build();
    }

    private Problem() {}
}
