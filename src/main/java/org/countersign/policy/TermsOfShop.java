package org.countersign.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.countersign.gate.Json;
import org.countersign.gate.ShopSettings;

/**
 * The shop's settings from their JSON form, as {@link ShopSettings} describes them in snake case; {@code time_zone} is a region
 * such as Europe/Zurich, {@code reasons} lists by tool. What is absent has its default; anything malformed throws.
 */
final class TermsOfShop {

    private static final Set<String> NAMES = Set.of(
            "time_zone",
            "ceiling",
            "refund_window_days",
            "refunds_per_order",
            "return_window_days",
            "exchange_window_days",
            "changes_per_order",
            "returns_per_order",
            "notify_customer",
            "approval_hours",
            "reasons");

    static ShopSettings settings(String text) {
        JsonNode settings = Terms.object(Json.parse(text), NAMES);
        return new ShopSettings(
                zone(settings.path("time_zone")),
                Terms.money(settings.path("ceiling")),
                number(settings.path("refund_window_days"), ShopSettings.DEFAULT.refundWindowDays()),
                number(settings.path("refunds_per_order"), ShopSettings.DEFAULT.refundsPerOrder()),
                number(settings.path("return_window_days"), ShopSettings.DEFAULT.returnWindowDays()),
                number(settings.path("exchange_window_days"), ShopSettings.DEFAULT.exchangeWindowDays()),
                number(settings.path("changes_per_order"), ShopSettings.DEFAULT.changesPerOrder()),
                number(settings.path("returns_per_order"), ShopSettings.DEFAULT.returnsPerOrder()),
                Terms.flag(settings.path("notify_customer")),
                hours(settings.path("approval_hours"), ShopSettings.DEFAULT.approvalLifetime()),
                reasons(settings.path("reasons")));
    }

    /** A list that is empty would forbid the tool: that is what grants are for. */
    private static Map<String, List<String>> reasons(JsonNode node) {
        if (Terms.absent(node)) {
            return Map.of();
        }
        if (!node.isObject()) {
            throw Terms.malformed(node);
        }
        Map<String, List<String>> reasons = new TreeMap<>();
        node.properties().forEach(tool -> reasons.put(tool.getKey(), words(tool.getValue())));
        return reasons;
    }

    private static List<String> words(JsonNode list) {
        List<String> words = new ArrayList<>();
        for (JsonNode word : list) {
            if (!word.isTextual()) {
                throw Terms.malformed(list);
            }
            words.add(word.asText());
        }
        if (!list.isArray() || words.isEmpty()) {
            throw Terms.malformed(list);
        }
        return List.copyOf(words);
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

    /** At least one; at most 30 days, since nobody remembers longer what was meant. */
    private static Duration hours(JsonNode node, Duration otherwise) {
        Integer given = Terms.number(node);
        if (given != null && (given < 1 || given > 720)) {
            throw Terms.malformed(node);
        }
        return given == null ? otherwise : Duration.ofHours(given);
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
