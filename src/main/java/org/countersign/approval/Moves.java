package org.countersign.approval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.countersign.approval.Dossier.Fact;
import org.countersign.gate.Entry;
import org.countersign.gate.Json;
import org.countersign.gate.Mask;
import org.countersign.gate.Plan;
import org.countersign.gate.Step;
import org.countersign.gate.StepState;
import org.jspecify.annotations.Nullable;

/** A plan in words: a sentence a step, and all that is sent with it. What it does not know it shows as it is. */
final class Moves {

    /** By the step's kind. */
    static final Map<String, String> TITLES = Map.ofEntries(
            Map.entry("refund", "Refund"),
            Map.entry("cancel", "Cancel the order"),
            Map.entry("charge", "Charge the customer"),
            Map.entry("customer_address", "Change the customer's address"),
            Map.entry("dispatch", "Say that the parcel has left"),
            Map.entry("exchange_receipt", "Take back and exchange"),
            Map.entry("exchange_request", "Agree on an exchange; nothing moves yet"),
            Map.entry("fulfillment", "Send the parcel"),
            Map.entry("hold", "Hold the order"),
            Map.entry("release", "Release the order"),
            Map.entry("label_void", "Void a shipping label"),
            Map.entry("lines", "Change the items of the order"),
            Map.entry("note", "Write a note on the order"),
            Map.entry("return_receipt", "Take goods back"),
            Map.entry("return_request", "Agree on a return; nothing moves yet"),
            Map.entry("shipping_address", "Change where the order goes"),
            Map.entry("shipping_label", "Buy a shipping label"),
            Map.entry("store_credit", "Give store credit"));

    /** Said elsewhere: the object, and the money. */
    private static final Set<String> SAID = Set.of("order_id", "customer_id", "amount", "payment_id");

    private static final List<String> FIRST = List.of("payment_method_id", "refund_to", "lines", "restock");

    private static final Map<String, String> FACTS = Map.of(
            "payment_method_id", "Payment method",
            "refund_to", "Money goes to",
            "lines", "Goods",
            "restock", "Back into stock",
            "received", "Came back",
            "notify_customer", "The shop writes to the customer");

    private final Names names;
    private final boolean personalData;

    Moves(Names names, boolean personalData) {
        this.names = names;
        this.personalData = personalData;
    }

    Dossier.Happening of(Entry entry) {
        Plan plan = entry.plan();
        if (plan == null) {
            return new Dossier.Happening("nothing was planned", null, List.of(), List.of());
        }
        List<String> goods = new ArrayList<>();
        new TreeMap<>(plan.goods()).forEach((id, quantity) -> goods.add(good(id, quantity)));
        return new Dossier.Happening(
                plan.summary(),
                plan.money(),
                goods,
                entry.steps().stream().map(this::move).toList());
    }

    /** What is no line has a name of its own kind, such as {@code label:…}. */
    private String good(String id, int quantity) {
        return id.contains(":") ? Words.plain(id.replace(":", " ")) : quantity + " × " + names.line(id);
    }

    private Dossier.Move move(StepState state) {
        Step step = state.step();
        ObjectNode request = step.request().deepCopy();
        if (!personalData) {
            Mask.over(request);
        }
        List<Fact> facts = new ArrayList<>();
        FIRST.forEach(name -> add(facts, name, request.get(name)));
        request.properties().forEach(each -> {
            if (!SAID.contains(each.getKey()) && !FIRST.contains(each.getKey())) {
                add(facts, each.getKey(), each.getValue());
            }
        });
        String title = TITLES.getOrDefault(step.kind(), Words.title(step.kind()));
        return new Dossier.Move(
                step.n(),
                title,
                step.money(),
                facts,
                Words.plain(Json.wire(state.state())),
                observed(state),
                state.answer());
    }

    private void add(List<Fact> facts, String name, @Nullable JsonNode node) {
        String value = node == null ? null : value(name, node);
        if (value != null && !value.isEmpty()) {
            facts.add(new Fact(FACTS.getOrDefault(name, Words.title(name)), value));
        }
    }

    private @Nullable String observed(StepState state) {
        ObjectNode observed = state.observed();
        if (observed == null || observed.equals(state.step().effect())) {
            return null;
        }
        return Words.value(personalData ? observed : Mask.over(observed.deepCopy()));
    }

    private @Nullable String value(String name, JsonNode node) {
        if (node.isArray()) {
            List<String> rows = new ArrayList<>();
            node.forEach(row -> rows.add(row(row)));
            return rows.isEmpty() && name.equals("restock") ? "nothing" : String.join("; ", rows);
        }
        return switch (name) {
            case "payment_method_id", "refund_to" -> names.method(node.asText());
            case "variant_id", "from_variant_id" -> names.variant(node.asText());
            case "reason" -> Words.plain(node.asText());
            default -> Words.value(node);
        };
    }

    /** {@code 2 × Thing (size M), line 1, restock yes}. */
    private String row(JsonNode row) {
        if (!row.has("line_id")) {
            return Words.shown(row);
        }
        List<String> parts = new ArrayList<>();
        String line = names.line(row.path("line_id").asText());
        parts.add(row.has("quantity") ? row.path("quantity").asText() + " × " + line : line);
        for (Map.Entry<String, JsonNode> each : row.properties()) {
            String name = each.getKey();
            String value = name.equals("line_id") || name.equals("quantity") ? null : value(name, each.getValue());
            if (value != null && !value.isEmpty()) {
                parts.add(label(name) + " " + value);
            }
        }
        return String.join(", ", parts);
    }

    private static String label(String name) {
        return switch (name) {
            case "from_variant_id" -> "from";
            case "variant_id" -> "becomes";
            default -> Words.plain(name);
        };
    }
}
