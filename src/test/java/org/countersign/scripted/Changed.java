package org.countersign.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** What came by {@code /changes/<kind>}: what of it this shop refuses, and how an order shows it. It knows some kinds only. */
final class Changed {

    static final String PATH = "changes/";

    /** @param before what happened to the order, visible or not */
    static Optional<String> refusal(String kind, List<Effect> before, JsonNode request) {
        return switch (kind) {
            case "shipping_label" ->
                before.stream().anyMatch(Effect::cancels)
                        ? Optional.of("the order is cancelled")
                        : request.path("tracking_number").asText().isEmpty()
                                ? Optional.of("a label needs a number")
                                : Optional.empty();
            case "label_void" -> noVoid(before, request.path("label_id").asText());
            default -> Optional.of("this shop knows no " + kind);
        };
    }

    private static Optional<String> noVoid(List<Effect> before, String label) {
        if (before.stream()
                .noneMatch(
                        effect -> effect.is("shipping_label") && labelId(effect).equals(label))) {
            return Optional.of("the order has no such label");
        }
        return voided(before, label) ? Optional.of("the label is voided") : Optional.empty();
    }

    /** What really happened, in the protocol's form. */
    static ObjectNode effect(Effect effect) {
        ObjectNode json = Http.object();
        if (effect.is("label_void")) {
            return json.put("label_id", effect.change().path("label_id").asText())
                    .put("label_status", "voided");
        }
        ObjectNode label = json.putObject("label");
        for (String field : List.of("direction", "carrier", "service", "price")) {
            label.set(field, effect.change().get(field));
        }
        return json;
    }

    static void labels(ObjectNode order, List<Effect> effects) {
        ArrayNode labels = order.putArray("labels");
        effects.stream().filter(effect -> effect.is("shipping_label")).forEach(effect -> {
            ObjectNode label = labels.addObject().put("id", labelId(effect));
            for (String field : List.of("direction", "carrier", "service", "price", "tracking_number")) {
                label.set(field, effect.change().get(field));
            }
            label.put("status", voided(effects, labelId(effect)) ? "voided" : "bought")
                    .put("bought_at", effect.at().toString());
        });
    }

    static boolean tracked(List<Effect> effects, String number) {
        return effects.stream()
                .anyMatch(effect -> effect.is("shipping_label")
                        && effect.change().path("tracking_number").asText().equals(number));
    }

    /** Half of a label is one of another service; of a label that is voided there is no half. */
    static ObjectNode bent(Effect effect) {
        if (!effect.is("shipping_label")) {
            throw new IllegalArgumentException("a " + effect.tool() + " cannot go wrong in this way");
        }
        return effect.change().deepCopy().put("service", "another");
    }

    private static boolean voided(List<Effect> effects, String label) {
        return effects.stream()
                .anyMatch(effect -> effect.is("label_void")
                        && effect.change().path("label_id").asText().equals(label));
    }

    static String labelId(Effect effect) {
        return effect.id();
    }

    private Changed() {}
}
