package org.countersign.returns;

import com.fasterxml.jackson.databind.JsonNode;
import org.countersign.change.ReturnLines;
import org.countersign.gate.ShopSettings;
import org.countersign.mcp.Reasons;
import org.countersign.mcp.Schema;

/** Why units come back, said by line; who does not say it says {@code not_stated}. */
final class ReturnReasons {

    static Schema schema() {
        return Schema.choice("Default: not_stated.", ReturnLines.REASONS);
    }

    /** @param n which entry of the list, from 0 */
    static String of(ShopSettings settings, String tool, String list, int n, JsonNode line) {
        if (!line.hasNonNull("reason")) {
            return ReturnLines.NOT_STATED;
        }
        String reason = line.path("reason").asText();
        Reasons.check(settings, tool, list + "[" + n + "].reason", reason);
        return reason;
    }

    private ReturnReasons() {}
}
