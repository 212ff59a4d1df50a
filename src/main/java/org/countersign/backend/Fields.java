package org.countersign.backend;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.countersign.gate.Json;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object of the shop's answer, read strictly: a field of another type than documented is no answer. Unknown
 * fields are left alone, so that a shop may say more.
 */
public record Fields(JsonNode json) {

    /** The shop's answer is not what the protocol says. The message names the field, never its value. */
    public static final class Unreadable extends RuntimeException {
        Unreadable(String message) {
            super(message);
        }
    }

    public String text(String name) {
        String text = textOrNull(name);
        if (text == null || text.isEmpty()) {
            throw wrong(name, "a text");
        }
        return text;
    }

    public @Nullable String textOrNull(String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw wrong(name, "a text");
        }
        return value.textValue();
    }

    /** Never negative. */
    public int count(String name) {
        JsonNode value = json.path(name);
        if (!value.isInt() || value.intValue() < 0) {
            throw wrong(name, "a whole number");
        }
        return value.intValue();
    }

    public boolean flag(String name) {
        JsonNode value = json.path(name);
        if (!value.isBoolean()) {
            throw wrong(name, "true or false");
        }
        return value.booleanValue();
    }

    public boolean flagOr(String name, boolean otherwise) {
        return json.hasNonNull(name) ? flag(name) : otherwise;
    }

    /** A decimal string with at most the currency's own digits, never negative. */
    public Money money(String name) {
        JsonNode value = json.path(name);
        JsonNode amount = value.path("amount");
        JsonNode currency = value.path("currency");
        if (!amount.isTextual() || !currency.isTextual()) {
            throw wrong(name, "money as two texts, amount and currency");
        }
        try {
            Money money = Money.parse(amount.textValue(), currency.textValue());
            if (money.minor() < 0) {
                throw wrong(name, "not below zero");
            }
            return money;
        } catch (IllegalArgumentException | ArithmeticException none) {
            throw wrong(name, "money in the digits of its currency");
        }
    }

    /** A whole number of the currency's minor units, as many shops count: cents, yen, fils. Never negative. */
    public Money minor(String name, Currency currency) {
        JsonNode value = json.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw wrong(name, "a whole number of minor units");
        }
        return new Money(value.longValue(), currency);
    }

    public @Nullable Money moneyOrNull(String name) {
        return json.hasNonNull(name) ? money(name) : null;
    }

    public Instant time(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeException none) {
            throw wrong(name, "an RFC 3339 time");
        }
    }

    public @Nullable Instant timeOrNull(String name) {
        return json.hasNonNull(name) ? time(name) : null;
    }

    /** Such as {@code PT10S}; never negative. */
    public Duration duration(String name, Duration most) {
        try {
            Duration duration = Duration.parse(text(name));
            if (!duration.isNegative() && duration.compareTo(most) <= 0) {
                return duration;
            }
        } catch (DateTimeException none) {
            // answered below
        }
        throw wrong(name, "an ISO 8601 duration of at most " + most);
    }

    public <E extends Enum<E>> E word(Class<E> type, String name) {
        String word = text(name);
        for (E constant : type.getEnumConstants()) {
            if (Json.wire(constant).equals(word)) {
                return constant;
            }
        }
        throw wrong(name, "a word of " + type.getSimpleName().toLowerCase(Locale.ROOT));
    }

    public Fields object(String name) {
        if (!json.path(name).isObject()) {
            throw wrong(name, "an object");
        }
        return new Fields(json.path(name));
    }

    /** Absent is empty. */
    public <T> List<T> list(String name, Function<Fields, T> each) {
        List<T> values = new ArrayList<>();
        for (JsonNode value : array(name)) {
            if (!value.isObject()) {
                throw wrong(name, "a list of objects");
            }
            values.add(each.apply(new Fields(value)));
        }
        return Collections.unmodifiableList(values);
    }

    /** Absent is empty. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : array(name)) {
            if (!value.isTextual()) {
                throw wrong(name, "a list of texts");
            }
            texts.add(value.textValue());
        }
        return Collections.unmodifiableList(texts);
    }

    /** Absent is empty; in the shop's order. */
    public Map<String, String> textMap(String name) {
        Map<String, String> map = new LinkedHashMap<>();
        json.path(name).properties().forEach(entry -> {
            if (!entry.getValue().isTextual()) {
                throw wrong(name, "an object of texts");
            }
            map.put(entry.getKey(), entry.getValue().textValue());
        });
        return Collections.unmodifiableMap(map);
    }

    private JsonNode array(String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Json.object().arrayNode();
        }
        if (!value.isArray()) {
            throw wrong(name, "a list");
        }
        return value;
    }

    public static Unreadable wrong(String name, String wanted) {
        return new Unreadable("its " + name + " is not " + wanted);
    }
}
