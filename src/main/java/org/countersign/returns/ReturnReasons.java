package org.countersign.returns;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.countersign.gate.ShopSettings;
import org.countersign.mcp.Reasons;
import org.countersign.mcp.Schema;

/** Why units come back, said by line; who does not say it says {@code not_stated}. */
final class ReturnReasons {

    private static final String NOT_STATED = "not_stated";

    private static final List<String> ALL = List.of(
            "unwanted",
            "size_too_small",
            "size_too_large",
            "color",
            "style",
            "defective",
            "damaged",
            "wrong_item",
            "not_as_described",
            "arrived_late",
            "other",
            NOT_STATED);

    static Schema schema() {
        return Schema.choice("Default: not_stated.", ALL);
    }

    /** @param n which entry of the list, from 0 */
    static String of(ShopSettings settings, String tool, String list, int n, JsonNode line) {
        if (!line.hasNonNull("reason")) {
            return NOT_STATED;
        }
        String reason = line.path("reason").asText();
        Reasons.check(settings, tool, list + "[" + n + "].reason", reason);
        return reason;
    }

    private ReturnReasons() {}
}
