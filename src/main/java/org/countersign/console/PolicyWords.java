package org.countersign.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.countersign.caller.Permissions;
import org.jspecify.annotations.Nullable;

/** Grants, permissions and settings in words, a few for each thing they say; also what somebody has spoilt beside the API. */
final class PolicyWords {

    private static final List<String> LIMITS =
            List.of("max_amount", "max_percent_of_order", "daily_amount", "daily_count", "per_customer_30_days");

    /** @param grant as the admin API has it @param reads a tool that only reads is there or not */
    static List<String> grant(JsonNode grant, boolean reads) {
        List<String> words = new ArrayList<>();
        if (!grant.path("enabled").asBoolean()) {
            words.add("off");
        }
        words.addAll(limits(grant, reads));
        return words;
    }

    /** In a cell: what is off says no more than that. */
    static String brief(JsonNode grant, boolean reads) {
        return grant.path("enabled").asBoolean() ? String.join("; ", limits(grant, reads)) : "off";
    }

    /** Of a grant that is on. */
    static List<String> limits(JsonNode grant, boolean reads) {
        List<String> words = new ArrayList<>();
        if (LIMITS.stream().noneMatch(grant::hasNonNull)) {
            words.add(reads ? "yes" : "no limit");
        }
        money(words, grant.path("max_amount"), "up to ", "");
        number(words, grant.path("max_percent_of_order"), "up to ", " % of the order");
        money(words, grant.path("daily_amount"), "", " a day");
        number(words, grant.path("daily_count"), "", " times a day");
        JsonNode customer = grant.path("per_customer_30_days");
        money(words, customer.path("amount"), "", " a customer in 30 days");
        number(words, customer.path("count"), "", " times a customer in 30 days");
        number(words, grant.path("min_confidence"), "asks: a person below confidence ", "");
        switch (grant.path("confirmation").asText()) {
            case "model" -> words.add("asks: the model, to confirm");
            case "requester" -> words.add("asks: who asked for it");
            case "other_person" -> words.add("asks: another person");
            default -> {}
        }
        grant.path("approvals")
                .forEach(tier -> money(
                        words, tier.path("above"), "asks: " + tier.path("role").asText() + " above ", ""));
        if (grant.path("require_case").asBoolean()) {
            words.add("only with a case");
        }
        if (grant.path("service_accounts").asBoolean()) {
            words.add("service accounts too");
        }
        return words;
    }

    private static void money(List<String> words, JsonNode money, String before, String after) {
        if (!money.isMissingNode() && !money.isNull()) {
            words.add(before + money(money) + after);
        }
    }

    static String money(JsonNode money) {
        return money.path("amount").asText() + " " + money.path("currency").asText();
    }

    private static void number(List<String> words, JsonNode number, String before, String after) {
        if (!number.isMissingNode() && !number.isNull()) {
            words.add(before + number.asText() + after);
        }
    }

    static List<String> permissions(JsonNode permissions) {
        List<String> words = new ArrayList<>();
        permissions.properties().forEach(each -> {
            JsonNode most = each.getValue().path("max_amount");
            boolean decides = each.getKey().equals(Permissions.DECIDE_APPROVALS);
            words.add(Shown.spoken(each.getKey())
                    + (!decides ? "" : most.isObject() ? " up to " + money(most) : " of any amount"));
        });
        return words.isEmpty() ? List.of("nothing beside its tools") : words;
    }

    static List<String> settings(JsonNode settings) {
        List<String> words = new ArrayList<>();
        settings.properties().forEach(each -> {
            JsonNode value = each.getValue();
            if (each.getKey().equals("reasons")) {
                SettingsForm.of(settings).text("reasons").lines().forEach(line -> words.add("Reasons of " + line));
            } else {
                words.add(SettingsForm.label(each.getKey()) + ": "
                        + (value.isBoolean()
                                ? value.asBoolean() ? "yes" : "no"
                                : value.isObject() ? money(value) : value.asText()));
            }
        });
        return words;
    }

    /** @param json absent for what was not there, or no longer is */
    static List<String> of(String kind, @Nullable ObjectNode json, boolean reads) {
        if (json == null) {
            return List.of("not there");
        }
        return switch (kind) {
            case "grant" -> grant(json, reads);
            case "role" -> permissions(json);
            default -> settings(json);
        };
    }

    private PolicyWords() {}
}
