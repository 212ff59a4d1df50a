package org.countersign.backend;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.countersign.gate.Json;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer of the shop.
 *
 * @param retryAfter the header of that name
 */
public record Answer(int status, @Nullable String retryAfter, String body) {

    /** Empty when the body is no JSON object. */
    public Optional<ObjectNode> json() {
        try {
            return Json.parse(body) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
