package org.countersign.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;

/**
 * What stands in the place of personal data for who may not see it (contract, section 4). Tools mask what they show; {@link
 * #over} is the net under all of them, so that no answer of any tool carries an e-mail address, a phone number, a street or the
 * label of a payment method.
 */
public final class Mask {

    private static final String MASK = "***";
    private static final Set<String> WHOLE = Set.of("phone", "line1", "line2");
    private static final Set<String> SIDES = Set.of("before", "after");

    public static String text() {
        return MASK;
    }

    /** First letter and domain, {@code j***@example.com}. */
    public static String email(String email) {
        int at = email.lastIndexOf('@');
        return at < 1 ? MASK : email.substring(0, email.offsetByCodePoints(0, 1)) + MASK + email.substring(at);
    }

    /** Changes and returns its argument. */
    public static ObjectNode over(ObjectNode answer) {
        search(answer);
        return answer;
    }

    /** Whether {@link #over} would change something: there are personal data in it. */
    public static boolean hides(JsonNode answer) {
        if (answer instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> each : object.properties()) {
                String value = each.getValue().isTextual() ? each.getValue().asText() : "";
                if (!value.isEmpty() && !shown(each.getKey(), value, object).equals(value)) {
                    return true;
                }
            }
        }
        for (JsonNode each : answer) {
            if (hides(each)) {
                return true;
            }
        }
        return false;
    }

    private static void search(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> each : object.properties()) {
                if (each.getValue().isTextual()) {
                    each.setValue(TextNode.valueOf(
                            shown(each.getKey(), each.getValue().asText(), object)));
                }
            }
        }
        node.forEach(Mask::search);
    }

    private static String shown(String name, String value, ObjectNode in) {
        boolean side = isSide(name, in);
        String field = side ? field(in) : name;
        if (WHOLE.contains(field) || (field.equals("label") && (side || in.has("kind")))) {
            return MASK;
        }
        return field.equals("email") ? email(value) : value;
    }

    /** Of {@code {field, before, after}}: both sides are what the field's own name says. */
    private static boolean isSide(String name, ObjectNode in) {
        return SIDES.contains(name) && in.path("field").isTextual();
    }

    private static String field(ObjectNode row) {
        String path = row.path("field").asText();
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private Mask() {}
}
