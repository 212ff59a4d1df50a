package org.countersign.console;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A form as somebody sent it, to be shown again with what is wrong with it.
 *
 * @param form   which of the page's forms; empty for none
 * @param values by field, stripped
 * @param wrong  by field, in words
 */
public record Typed(String form, Map<String, String> values, Map<String, String> wrong) {

    static final Typed NOTHING = new Typed("", Map.of(), Map.of());

    public Typed {
        values = Map.copyOf(values);
        wrong = Map.copyOf(wrong);
    }

    static Typed of(String form, Map<String, String> values) {
        return new Typed(form, values, Map.of());
    }

    Typed but(String field, String problem) {
        Map<String, String> more = new LinkedHashMap<>(wrong);
        more.putIfAbsent(field, problem);
        return new Typed(form, values, more);
    }

    boolean isGood() {
        return wrong.isEmpty();
    }

    public boolean is(String other) {
        return form.equals(other);
    }

    /** What was typed there; empty where nothing was. */
    public String value(String ofForm, String field) {
        return is(ofForm) ? values.getOrDefault(field, "") : "";
    }

    String value(String field) {
        return values.getOrDefault(field, "");
    }

    /** What is wrong there; empty where nothing is. */
    public String problem(String ofForm, String field) {
        return is(ofForm) ? wrong.getOrDefault(field, "") : "";
    }
}
