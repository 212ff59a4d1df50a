package org.countersign.approval;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.countersign.gate.Mask;
import org.jspecify.annotations.Nullable;

/** What people call the lines, variants and payment methods that requests name by their ids. */
final class Names {

    private final Map<String, String> lines = new HashMap<>();
    private final Map<String, String> variants = new HashMap<>();
    private final Map<String, String> methods = new HashMap<>();
    private final Function<String, @Nullable String> otherVariant;

    /** @param otherVariant names a variant that no object here has */
    Names(Function<String, @Nullable String> otherVariant) {
        this.otherVariant = otherVariant;
    }

    /** @param object an order or a customer, already masked where it has to be; earlier ones win */
    Names with(@Nullable JsonNode object) {
        if (object != null) {
            object.path("lines").forEach(this::line);
            object.path("payments").forEach(payment -> method(payment.path("method")));
            object.path("payment_methods").forEach(this::method);
        }
        return this;
    }

    private void line(JsonNode line) {
        String title = titled(line.path("title").asText(), line.path("options"));
        lines.putIfAbsent(line.path("id").asText(), title);
        variants.putIfAbsent(line.path("variant_id").asText(), title);
    }

    static String titled(String title, JsonNode options) {
        String with = Words.shown(options);
        return with.isEmpty() ? title : title + " (" + with + ")";
    }

    private void method(JsonNode method) {
        String label = method.path("label").asText();
        String raw = method.path("kind").asText();
        String kind = Words.plain(raw);
        String id = method.path("id").asText();
        String known =
                label.isEmpty() || label.equals(Mask.text()) || label.equalsIgnoreCase(raw) ? kind : kind + " " + label;
        methods.putIfAbsent(id, known + " (" + id + ")");
    }

    String line(String id) {
        String title = lines.get(id);
        return title == null ? "line " + id : title + ", line " + id;
    }

    String variant(String id) {
        String title = variants.computeIfAbsent(id, otherVariant);
        return title == null ? "variant " + id : title + ", variant " + id;
    }

    String method(String id) {
        return methods.getOrDefault(id, "method " + id);
    }
}
