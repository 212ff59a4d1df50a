package org.countersign.ledger.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.countersign.gate.Digest;
import org.countersign.gate.Json;
import org.jspecify.annotations.Nullable;

/**
 * What may stay in a chain that nobody can change: numbers, codes and ids under names known to hold nothing else.
 * Every other text is taken for a person's and lies beside.
 */
public final class Words {

    /** In {@code event.data}: SHA-256 over salt and words. */
    public static final String DIGEST = "words_digest";

    private static final String ERASED = "(erased)";
    private static final Set<String> IDS = Set.of(
            "tool",
            "target",
            "type",
            "id",
            "order_id",
            "line_id",
            "variant_id",
            "product_id",
            "payment_id",
            "payment_method_id",
            "method_id",
            "refund_to",
            "return_id",
            "exchange_id",
            "rate_id",
            "return_rate_id",
            "label_id",
            "hold_id",
            "refund_id",
            "action_id",
            "retry_of",
            "request_id",
            "trace_id",
            "client_id",
            "token_id",
            "issuer",
            "subject",
            "role",
            "roles",
            "version",
            "object_version",
            "key_hash",
            "mark",
            "scope",
            "backend",
            "account",
            "actions",
            "approval_id",
            "escalation_id",
            "digest",
            "expires_at",
            "facts");
    private static final Set<String> CODES = Set.of(
            "status",
            "state",
            "error",
            "code",
            "rule",
            "check",
            "result",
            "verification",
            "kind",
            "by",
            "confirmation",
            "amount",
            "minor",
            "currency",
            "confidence",
            "restock",
            "notify_customer",
            "direction",
            "urgency",
            "unit");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.:/#+|=~-]{1,200}");
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,40}");
    private static final Pattern REASON = Pattern.compile("[a-z_]{1,40}");

    /** @param words absent when there are none; otherwise in the shape of the data */
    public record Split(ObjectNode plain, @Nullable JsonNode words) {}

    private record Part(JsonNode plain, @Nullable JsonNode words) {}

    public static Split split(ObjectNode data) {
        Part parts = object(data, false);
        return new Split((ObjectNode) parts.plain(), parts.words());
    }

    /** The data with its words back in their places, without the digest; words that are gone are left out. */
    public static ObjectNode whole(ObjectNode plain, @Nullable JsonNode words) {
        ObjectNode data = plain.deepCopy();
        data.remove(DIGEST);
        return words == null ? data : (ObjectNode) joined(data, words);
    }

    /** Words have the shape of what they were taken from. */
    private static JsonNode joined(JsonNode plain, JsonNode words) {
        if (plain instanceof ObjectNode object && words.isObject()) {
            words.properties().forEach(each -> {
                JsonNode there = object.get(each.getKey());
                object.set(each.getKey(), there == null ? each.getValue() : joined(there, each.getValue()));
            });
            return object;
        }
        if (plain instanceof ArrayNode array && words.isArray()) {
            for (int i = 0; i < words.size() && i < array.size(); i++) {
                array.set(i, joined(array.get(i), words.get(i)));
            }
            return array;
        }
        return words.isNull() ? plain : words;
    }

    /** The same with a mark in place of what people wrote: for rows that stay when a person is erased. */
    public static JsonNode erased(JsonNode node) {
        return erased("", node, false, false);
    }

    public static String digest(byte[] salt, JsonNode words) {
        return HexFormat.of().formatHex(Digest.sha256(salt, Json.canonical(words)));
    }

    private static Part part(String name, JsonNode node, boolean nested, boolean ofCustomer) {
        if (node instanceof ObjectNode object) {
            return object(object, true);
        }
        if (node instanceof ArrayNode array) {
            return array(name, array, nested);
        }
        return node.isTextual() && !plain(name, node.asText(), nested, ofCustomer)
                ? new Part(Json.parse("null"), node)
                : new Part(node, null);
    }

    private static Part object(ObjectNode object, boolean nested) {
        ObjectNode plain = Json.object();
        ObjectNode words = Json.object();
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            Part part = part(property.getKey(), property.getValue(), nested, ofCustomer(object));
            if (!part.plain().isNull() || part.words() == null) {
                plain.set(property.getKey(), part.plain());
            }
            if (part.words() != null) {
                words.set(property.getKey(), part.words());
            }
        }
        return new Part(plain, words.isEmpty() ? null : words);
    }

    private static Part array(String name, ArrayNode array, boolean nested) {
        ArrayNode plain = Json.object().putArray("a");
        ArrayNode words = Json.object().putArray("a");
        boolean any = false;
        for (JsonNode element : array) {
            Part part = part(name, element, nested, false);
            plain.add(part.plain());
            words.add(part.words());
            any |= part.words() != null;
        }
        return new Part(plain, any ? words : null);
    }

    private static JsonNode erased(String name, JsonNode node, boolean nested, boolean ofCustomer) {
        if (node instanceof ObjectNode object) {
            ObjectNode left = Json.object();
            object.properties()
                    .forEach(property -> left.set(
                            property.getKey(),
                            erased(
                                    property.getKey(),
                                    property.getValue(),
                                    !name.isEmpty() || nested,
                                    ofCustomer(object))));
            return left;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode left = Json.object().putArray("a");
            array.forEach(element -> left.add(erased(name, element, nested, false)));
            return left;
        }
        return node.isTextual() && !plain(name, node.asText(), true, ofCustomer) ? TextNode.valueOf(ERASED) : node;
    }

    private static boolean ofCustomer(ObjectNode object) {
        return object.path("type").asText().equals("customer");
    }

    /** An id of a customer is one of a person. Top-level reasons are people's own words, those of arguments are codes. */
    private static boolean plain(String name, String text, boolean nested, boolean ofCustomer) {
        if (name.equals("reason")) {
            return nested && REASON.matcher(text).matches();
        }
        if (CODES.contains(name)) {
            return CODE.matcher(text).matches();
        }
        boolean person = text.startsWith("customer:") || (ofCustomer && name.equals("id"));
        return IDS.contains(name) && !person && ID.matcher(text).matches();
    }

    private Words() {}
}
