package org.countersign.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.countersign.gate.Json;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object strictly: a name that is not known and a value that is not meant for its name are violations, all of
 * them. A limit under a misspelt name would be no limit. Null is absent.
 */
final class Form {

    private final String path;
    private final JsonNode json;
    private final List<Violation> wrong;

    Form(String path, JsonNode json, Set<String> known, List<Violation> wrong) {
        this.path = path;
        this.wrong = wrong;
        this.json = json.isObject() ? json : Json.object();
        if (!json.isObject()) {
            wrong.add(new Violation(path, "must be an object with " + names(known)));
        }
        for (Map.Entry<String, JsonNode> property : this.json.properties()) {
            if (!known.contains(property.getKey())) {
                wrong(property.getKey(), "is unknown; known are " + names(known));
            }
        }
    }

    private static String names(Set<String> known) {
        return String.join(", ", new TreeSet<>(known));
    }

    void wrong(String name, String problem) {
        wrong.add(new Violation(at(name), problem));
    }

    String at(String name) {
        return path.isEmpty() ? name : name.isEmpty() ? path : path + "." + name;
    }

    boolean has(String name) {
        return json.hasNonNull(name);
    }

    JsonNode get(String name) {
        return json.path(name);
    }

    /** The object of that name; what is absent is an empty one. */
    Form form(String name, Set<String> known) {
        return new Form(at(name), has(name) ? get(name) : Json.object(), known, wrong);
    }

    boolean flag(String name) {
        if (has(name) && !get(name).isBoolean()) {
            wrong(name, "must be true or false");
        }
        return get(name).asBoolean(false);
    }

    @Nullable
    Integer whole(String name, int least, int most) {
        if (!has(name)) {
            return null;
        }
        JsonNode value = get(name);
        if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
            wrong(
                    name,
                    most == Integer.MAX_VALUE
                            ? "must be a whole number, at least " + least
                            : "must be a whole number from " + least + " to " + most);
            return null;
        }
        return value.intValue();
    }

    /** From 0 to 1. */
    @Nullable
    BigDecimal share(String name) {
        if (!has(name)) {
            return null;
        }
        JsonNode value = get(name);
        BigDecimal share = value.isNumber() ? new BigDecimal(value.asText()) : BigDecimal.TEN;
        if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
            wrong(name, "must be a number from 0 to 1");
            return null;
        }
        return share;
    }

    @Nullable
    String text(String name) {
        if (has(name) && !get(name).isTextual()) {
            wrong(name, "must be text");
            return null;
        }
        return Json.textOrNull(json, name);
    }

    /** {@code {"amount": "47.84", "currency": "USD"}}, not negative. */
    @Nullable
    Money money(String name) {
        if (!has(name)) {
            return null;
        }
        Form money = form(name, Set.of("amount", "currency"));
        if (!get(name).isObject()) {
            return null;
        }
        JsonNode amount = money.get("amount");
        JsonNode currency = money.get("currency");
        if (!amount.isTextual()) {
            money.wrong("amount", "must be a decimal string such as \"47.84\"");
        }
        if (!currency.isTextual()) {
            money.wrong("currency", "must be an ISO 4217 code such as \"USD\"");
        }
        return amount.isTextual() && currency.isTextual() ? money(name, amount.asText(), currency.asText()) : null;
    }

    private @Nullable Money money(String name, String amount, String currency) {
        try {
            Money money = Money.parse(amount, currency);
            if (money.minor() >= 0) {
                return money;
            }
            wrong(name, "must not be negative");
        } catch (IllegalArgumentException | ArithmeticException malformed) {
            wrong(
                    name,
                    malformed instanceof ArithmeticException ? "is too large" : String.valueOf(malformed.getMessage()));
        }
        return null;
    }

    /** One form an element. */
    List<Form> list(String name, Set<String> known) {
        List<Form> forms = new ArrayList<>();
        if (has(name) && !get(name).isArray()) {
            wrong(name, "must be a list");
        }
        for (int i = 0; get(name).isArray() && i < get(name).size(); i++) {
            forms.add(new Form(at(name) + "[" + i + "]", get(name).get(i), known, wrong));
        }
        return forms;
    }

    ObjectNode object() {
        return (ObjectNode) json;
    }
}
