package org.countersign.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.util.Set;
import org.countersign.gate.Json;
import org.countersign.gate.ShopSettings;

/**
 * The shop's settings from their JSON form: {@code time_zone} (a region such as Europe/Zurich; default UTC),
 * {@code ceiling} (money; default none), {@code refund_window_days} (default 90) and {@code refunds_per_order} (default 2).
 * Throws on anything malformed.
 */
final class TermsOfShop {

    private static final Set<String> NAMES = Set.of("time_zone", "ceiling", "refund_window_days", "refunds_per_order");

    static ShopSettings settings(String text) {
        JsonNode settings = Terms.object(Json.parse(text), NAMES);
        return new ShopSettings(
                zone(settings.path("time_zone")),
                Terms.money(settings.path("ceiling")),
                number(settings.path("refund_window_days"), 90),
                number(settings.path("refunds_per_order"), 2));
    }

    /** A region, not an offset: PostgreSQL reads the sign of {@code UTC+2} the other way round. */
    private static ZoneId zone(JsonNode node) {
        if (Terms.absent(node)) {
            return ZoneId.of("UTC");
        }
        if (!node.isTextual() || !ZoneId.getAvailableZoneIds().contains(node.asText())) {
            throw Terms.malformed(node);
        }
        return ZoneId.of(node.asText());
    }

    private static int number(JsonNode node, int otherwise) {
        Integer given = Terms.number(node);
        if (given != null && given < 0) {
            throw Terms.malformed(node);
        }
        return given == null ? otherwise : given;
    }

    private TermsOfShop() {}
}
