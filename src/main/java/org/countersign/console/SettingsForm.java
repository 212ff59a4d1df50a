package org.countersign.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.countersign.gate.Json;

/** The shop's settings as a form, each with what it means, its unit and its default, and the JSON of such a form. */
final class SettingsForm {

    private static final String REASONS = "reasons";

    private record Setting(String kind, String label, String hint) {}

    private static final Map<String, Setting> SETTINGS = new LinkedHashMap<>();

    static {
        put("time_zone", "text", "Time zone", "Whose calendar days the daily limits are: Europe/Zurich. Default: UTC.");
        put("ceiling", "money", "Ceiling", "A person decides about any larger amount. Default: none.");
        put("approval_hours", "number", "Hours to decide", "Then an approval expires: 1 to 720. Default: 24.");
        put("refund_window_days", "number", "Refunds, days", "After delivery; later a person decides. Default: 90.");
        put("refunds_per_order", "number", "Refunds of an order", "One more is a person's case. Default: 2.");
        put("return_window_days", "number", "Returns, days", "After delivery; later there are none. Default: 30.");
        put("exchange_window_days", "number", "Exchanges, days", "After delivery; later there are none. Default: 30.");
        put(
                "changes_per_order",
                "number",
                "Changes of an order",
                "Of address, items and payment method, each; one more is a person's case. Default: 3.");
        put(
                "returns_per_order",
                "number",
                "Returns of an order",
                "With exchanges; one more is a person's case. Default: 3.");
        put(
                "notify_customer",
                "check",
                "Notify customers",
                "The shop writes to them where a call does not say. Default: no.");
        put(
                REASONS,
                "lines",
                "Reasons that are left",
                "One tool a line, such as: cancel_order: duplicate_order, other. A tool that is not here takes all of its"
                        + " reasons. Default: none.");
    }

    private static void put(String name, String kind, String label, String hint) {
        SETTINGS.put(name, new Setting(kind, label, hint));
    }

    static String label(String name) {
        Setting known = SETTINGS.get(name);
        return known == null ? name : known.label();
    }

    static Fields of(JsonNode settings) {
        return Fields.of(settings).with(REASONS, lines(settings.path(REASONS)));
    }

    private static String lines(JsonNode reasons) {
        return reasons.properties().stream()
                .map(tool -> tool.getKey() + ": "
                        + StreamSupport.stream(tool.getValue().spliterator(), false)
                                .map(JsonNode::asText)
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("\n"));
    }

    static ObjectNode json(Fields sent) {
        ObjectNode json = Json.object();
        SETTINGS.forEach((name, setting) -> {
            switch (setting.kind()) {
                case "money" -> sent.putMoney(json, name, name);
                case "number" -> sent.putWhole(json, name, name);
                case "check" -> json.put(name, sent.ticked(name));
                case "lines" -> json.set(name, reasons(sent.text(name)));
                default -> sent.putText(json, name);
            }
        });
        return json;
    }

    /** A line without reasons has none, which is refused: it would forbid the tool. */
    private static ObjectNode reasons(String lines) {
        ObjectNode reasons = Json.object();
        lines.lines().filter(line -> !line.isBlank()).forEach(line -> {
            int colon = line.indexOf(':');
            String tool = (colon < 0 ? line : line.substring(0, colon)).strip();
            ArrayNode words = reasons.path(tool) instanceof ArrayNode before ? before : reasons.putArray(tool);
            Arrays.stream((colon < 0 ? "" : line.substring(colon + 1)).split(","))
                    .map(String::strip)
                    .filter(word -> !word.isEmpty())
                    .forEach(words::add);
        });
        return reasons;
    }

    static List<Field> fields(Fields fields, String currency) {
        return SETTINGS.entrySet().stream()
                .map(each -> field(fields, each.getKey(), each.getValue(), currency))
                .toList();
    }

    private static Field field(Fields fields, String name, Setting setting, String currency) {
        return setting.kind().equals("money")
                ? Field.money(fields, name, setting.label(), setting.hint(), currency)
                : Field.of(setting.kind(), fields, name, setting.label(), setting.hint());
    }

    private SettingsForm() {}
}
