package org.countersign.approval;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.countersign.approval.Dossier.Difference;
import org.jspecify.annotations.Nullable;

/**
 * Two states of an object, field by field; what has an id is compared with what has the same id, wherever it stands. It
 * compares the states as they are and shows them as the viewer may see them.
 */
final class Differences {

    private static final Map<String, String> ONE_OF = Map.of(
            "lines", "Line",
            "payments", "Payment",
            "transactions", "Transaction",
            "shipments", "Shipment",
            "labels", "Label",
            "returns", "Return",
            "exchanges", "Exchange",
            "holds", "Hold",
            "payment_methods", "Payment method");

    private final List<Difference> found = new ArrayList<>();

    /** One side of it: as it is, and as it may be shown. */
    private record Side(@Nullable JsonNode raw, @Nullable JsonNode shown) {

        Side at(String name) {
            return new Side(raw == null ? null : raw.get(name), shown == null ? null : shown.get(name));
        }

        boolean isObject() {
            return raw != null && raw.isObject() && !Words.isMoney(raw);
        }

        /** Its elements by their ids, where all of them have one. */
        @Nullable
        Map<String, Side> byId() {
            if (raw == null || shown == null || !raw.isArray()) {
                return null;
            }
            Map<String, Side> elements = new LinkedHashMap<>();
            for (int i = 0; i < raw.size(); i++) {
                if (!raw.get(i).path("id").isTextual()) {
                    return null;
                }
                elements.put(raw.get(i).path("id").asText(), new Side(raw.get(i), shown.get(i)));
            }
            return elements;
        }
    }

    static List<Difference> of(JsonNode before, JsonNode now, JsonNode beforeShown, JsonNode nowShown) {
        Differences differences = new Differences();
        differences.fields("", new Side(before, beforeShown), new Side(now, nowShown));
        return differences.found;
    }

    private void fields(String of, Side before, Side now) {
        Set<String> names = new LinkedHashSet<>();
        Objects.requireNonNull(before.raw()).fieldNames().forEachRemaining(names::add);
        Objects.requireNonNull(now.raw()).fieldNames().forEachRemaining(names::add);
        names.remove("revision");
        for (String name : names) {
            Side was = before.at(name);
            Side is = now.at(name);
            Map<String, Side> old = was.byId();
            Map<String, Side> fresh = is.byId();
            if (old != null && fresh != null) {
                elements(label(of, ONE_OF.getOrDefault(name, Words.title(name))), old, fresh);
            } else {
                compare(label(of, Words.title(name)), was, is);
            }
        }
    }

    private void compare(String label, Side before, Side now) {
        if (before.isObject() && now.isObject()) {
            fields(label, before, now);
        } else if (!Objects.equals(before.raw(), now.raw())) {
            String was = Words.value(before.shown());
            String is = Words.value(now.shown());
            found.add(new Difference(label, was, is, Objects.equals(was, is)));
        }
    }

    private void elements(String one, Map<String, Side> before, Map<String, Side> now) {
        Set<String> ids = new LinkedHashSet<>(before.keySet());
        ids.addAll(now.keySet());
        Side nothing = new Side(null, null);
        for (String id : ids) {
            Side was = before.getOrDefault(id, nothing);
            Side is = now.getOrDefault(id, nothing);
            JsonNode named = was.shown() == null ? is.shown() : was.shown();
            String title = named == null ? "" : named.path("title").asText();
            compare(one + " " + (title.isEmpty() ? id : title + ", " + id), was, is);
        }
    }

    private static String label(String of, String name) {
        return of.isEmpty() ? name : of + ": " + name.toLowerCase(Locale.ROOT);
    }
}
