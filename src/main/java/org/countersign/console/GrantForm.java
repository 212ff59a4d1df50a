package org.countersign.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.countersign.caller.Grant;
import org.countersign.gate.Json;

/** A grant as a form, every limit of it (contract, section 10), and the JSON of such a form. */
final class GrantForm {

    static final String TIERS = "approvals";
    private static final String CUSTOMER = "per_customer_30_days";
    private static final int MOST_TIERS = 50;
    private static final int EMPTY_TIERS = 2;

    /** Rows of tiers that say nothing are left out, so that what is wrong names the row that is shown. */
    static Fields compact(Fields sent) {
        Map<String, String> texts = new HashMap<>(sent.texts());
        texts.keySet().removeIf(name -> Fields.isOf(TIERS, name));
        int next = 0;
        for (int n = 0; n < MOST_TIERS; n++) {
            if (says(sent, n)) {
                String to = TIERS + "." + next++;
                for (String part : List.of(".above.amount", ".above.currency", ".role")) {
                    texts.put(to + part, sent.text(TIERS + "." + n + part));
                }
            }
        }
        return new Fields(texts, sent.wrong());
    }

    private static boolean says(Fields fields, int n) {
        String row = TIERS + "." + n;
        return !fields.isBlank(row + ".above.amount") || !fields.isBlank(row + ".role");
    }

    /** @param sent from {@link #compact} @param reads a tool that only reads has no limits */
    static ObjectNode json(Fields sent, boolean reads) {
        ObjectNode json = Json.object().put("enabled", sent.ticked("enabled"));
        sent.putFlag(json, "service_accounts");
        if (reads) {
            return json;
        }
        sent.putMoney(json, "max_amount", "max_amount");
        sent.putWhole(json, "max_percent_of_order", "max_percent_of_order");
        sent.putMoney(json, "daily_amount", "daily_amount");
        sent.putWhole(json, "daily_count", "daily_count");
        ObjectNode customer = Json.object();
        sent.putMoney(customer, CUSTOMER + ".amount", "amount");
        sent.putWhole(customer, CUSTOMER + ".count", "count");
        if (!customer.isEmpty()) {
            json.set(CUSTOMER, customer);
        }
        sent.putShare(json, "min_confidence");
        sent.putText(json, "confirmation");
        tiers(sent, json);
        sent.putFlag(json, "require_case");
        return json;
    }

    private static void tiers(Fields sent, ObjectNode json) {
        if (says(sent, 0)) {
            ArrayNode rows = json.putArray(TIERS);
            for (int n = 0; says(sent, n); n++) {
                ObjectNode row = rows.addObject();
                sent.putMoney(row, TIERS + "." + n + ".above", "above");
                if (!sent.isBlank(TIERS + "." + n + ".role")) {
                    row.put("role", sent.text(TIERS + "." + n + ".role"));
                }
            }
        }
    }

    static List<Field> given(Fields fields, boolean reads) {
        Stream<Field> always = Stream.of(
                Field.of("check", fields, "enabled", "Allowed", "Without this the role does not have the tool at all."),
                Field.of(
                        "check",
                        fields,
                        "service_accounts",
                        "Service accounts too",
                        "Also a program that no person stands behind."));
        return reads
                ? always.toList()
                : Stream.concat(
                                always,
                                Stream.of(Field.of(
                                        "check",
                                        fields,
                                        "require_case",
                                        "Only with a case",
                                        "Every call names a ticket or conversation.")))
                        .toList();
    }

    /** @param currency where none was typed */
    static List<Field> limits(Fields fields, String currency) {
        return List.of(
                Field.money(fields, "max_amount", "Up to, each time", "More is refused.", currency),
                Field.of(
                        "number",
                        fields,
                        "max_percent_of_order",
                        "Percent of an order",
                        "0 to 100, of the amount first charged, all refunds of the order together."),
                Field.money(
                        fields,
                        "daily_amount",
                        "A day and person",
                        "Over the shop's calendar day, with all tools that move money.",
                        currency),
                Field.of(
                        "number",
                        fields,
                        "daily_count",
                        "Times a day and person",
                        "With all tools that move money; of any other tool, its own calls."),
                Field.money(fields, CUSTOMER + ".amount", "A customer in 30 days", "By anybody.", currency),
                Field.of("number", fields, CUSTOMER + ".count", "Times a customer in 30 days", "By anybody."));
    }

    static List<Field> asks(Fields fields) {
        String chosen = fields.text("confirmation");
        return List.of(
                Field.choice(
                        fields,
                        "confirmation",
                        "Confirmation",
                        "Who confirms before it is done.",
                        Stream.of(Grant.Confirmation.values())
                                .map(each -> new Field.Option(
                                        each.name().toLowerCase(Locale.ROOT),
                                        who(each),
                                        each.name().toLowerCase(Locale.ROOT).equals(chosen)))
                                .toList()),
                Field.of(
                        "number",
                        fields,
                        "min_confidence",
                        "Least confidence of the model",
                        "0 to 1, such as 0.8; below it a person decides."));
    }

    private static String who(Grant.Confirmation confirmation) {
        return switch (confirmation) {
            case NONE -> "nobody";
            case MODEL -> "the model, after it has seen the plan";
            case REQUESTER -> "who asked for it, in their own browser";
            case OTHER_PERSON -> "another person";
        };
    }

    /** Those there are, and two more. */
    static List<Field> tiers(Fields fields, String currency, List<String> roles) {
        int rows = (int)
                IntStream.range(0, MOST_TIERS).takeWhile(n -> says(fields, n)).count();
        return IntStream.range(0, rows + EMPTY_TIERS)
                .mapToObj(n -> Field.tier(fields, n, currency, roles))
                .toList();
    }

    private GrantForm() {}
}
