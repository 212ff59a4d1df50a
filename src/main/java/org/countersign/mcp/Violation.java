package org.countersign.mcp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.countersign.gate.Json;

/**
 * What is wrong with one argument.
 *
 * @param path    such as {@code lines[0].quantity}
 * @param value   what was sent, shortened
 * @param allowed what would have been right
 */
record Violation(String path, String value, String allowed, String message) {

    /** {@code violations} of an error. */
    static ObjectNode data(List<Violation> violations) {
        ObjectNode data = Json.object();
        ArrayNode rows = data.putArray("violations");
        violations.forEach(violation -> rows.addObject()
                .put("path", violation.path())
                .put("value", violation.value())
                .put("allowed", violation.allowed())
                .put("message", violation.message()));
        return data;
    }
}
