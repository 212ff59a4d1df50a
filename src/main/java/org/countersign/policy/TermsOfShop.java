package org.countersign.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
 * The shop's settings and their JSON form, as {@link ShopSettings} describes them in snake case; {@code time_zone} is a region
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

    /** At most 30 days, since nobody remembers longer what was meant. */
    private static final int LONGEST_HOURS = 720;

    static ShopSettings settings(String text) {
        List<Violation> wrong = new ArrayList<>();
        ShopSettings settings = settings("", Json.parse(text), wrong);
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException("malformed settings: " + wrong);
        }
        return settings;
    }

    static ShopSettings settings(String path, JsonNode written, List<Violation> wrong) {
        Form form = new Form(path, written, NAMES, wrong);
        ShopSettings otherwise = ShopSettings.DEFAULT;
        return new ShopSettings(
                zone(form),
                form.money("ceiling"),
                number(form, "refund_window_days", otherwise.refundWindowDays()),
                number(form, "refunds_per_order", otherwise.refundsPerOrder()),
                number(form, "return_window_days", otherwise.returnWindowDays()),
                number(form, "exchange_window_days", otherwise.exchangeWindowDays()),
                number(form, "changes_per_order", otherwise.changesPerOrder()),
                number(form, "returns_per_order", otherwise.returnsPerOrder()),
                form.flag("notify_customer"),
                hours(form, otherwise.approvalLifetime()),
                reasons(form));
    }

    /** Every setting, also those that have their default; no ceiling is absent. */
    static ObjectNode json(ShopSettings settings) {
        ObjectNode json = Json.object().put("time_zone", settings.timeZone().getId());
        Terms.money(json, "ceiling", settings.ceiling());
        json.put("refund_window_days", settings.refundWindowDays())
                .put("refunds_per_order", settings.refundsPerOrder())
                .put("return_window_days", settings.returnWindowDays())
                .put("exchange_window_days", settings.exchangeWindowDays())
                .put("changes_per_order", settings.changesPerOrder())
                .put("returns_per_order", settings.returnsPerOrder())
                .put("notify_customer", settings.notifyCustomer())
                .put("approval_hours", settings.approvalLifetime().toHours());
        ObjectNode reasons = json.putObject("reasons");
        new TreeMap<>(settings.reasons()).forEach((tool, words) -> {
            ArrayNode list = reasons.putArray(tool);
            words.forEach(list::add);
        });
        return json;
    }

    /** A list that is empty would forbid the tool: that is what grants are for. */
    private static Map<String, List<String>> reasons(Form form) {
        Map<String, List<String>> reasons = new TreeMap<>();
        if (form.has("reasons") && !form.get("reasons").isObject()) {
            form.wrong("reasons", "must be an object with one list of reasons a tool");
        } else {
            form.get("reasons").properties().forEach(tool -> reasons.put(tool.getKey(), words(form, tool)));
        }
        return reasons;
    }

    private static List<String> words(Form form, Map.Entry<String, JsonNode> tool) {
        List<String> words = new ArrayList<>();
        tool.getValue().forEach(word -> {
            if (word.isTextual()) {
                words.add(word.asText());
            }
        });
        boolean isList =
                tool.getValue().isArray() && words.size() == tool.getValue().size();
        if (!isList || words.isEmpty()) {
            form.wrong("reasons." + tool.getKey(), "must be a list of reasons, at least one");
        }
        return List.copyOf(words);
    }

    /** A region, not an offset: PostgreSQL reads the sign of {@code UTC+2} the other way round. */
    private static ZoneId zone(Form form) {
        String written = form.text("time_zone");
        if (written == null) {
            return ZoneId.of("UTC");
        }
        if (!ZoneId.getAvailableZoneIds().contains(written)) {
            form.wrong("time_zone", "must be a region such as Europe/Zurich");
            return ZoneId.of("UTC");
        }
        return ZoneId.of(written);
    }

    private static Duration hours(Form form, Duration otherwise) {
        Integer given = form.whole("approval_hours", 1, LONGEST_HOURS);
        return given == null ? otherwise : Duration.ofHours(given);
    }

    private static int number(Form form, String name, int otherwise) {
        Integer given = form.whole(name, 0, Integer.MAX_VALUE);
        return given == null ? otherwise : given;
    }

    private TermsOfShop() {}
}
