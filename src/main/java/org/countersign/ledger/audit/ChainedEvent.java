package org.countersign.ledger.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import org.countersign.gate.Digest;
import org.countersign.gate.Json;
import org.jspecify.annotations.Nullable;

/**
 * One event as it stands in the ledger and in an export.
 *
 * @param recipe   how the hash is made; 1 is only found in ledgers that are older than the seals
 * @param actionId absent for what belongs to no action; then seq is 0
 * @param prev     the hash of the action's event before
 */
public record ChainedEvent(
        long id,
        int recipe,
        String shop,
        @Nullable String actionId,
        int seq,
        Instant at,
        String kind,
        @Nullable String issuer,
        @Nullable String subject,
        JsonNode data,
        byte @Nullable [] prev,
        byte[] hash) {

    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    public static final int RECIPE = 2;

    /** Whether the content is what was hashed. */
    public boolean unchanged() {
        return Arrays.equals(hash, computed());
    }

    public byte[] computed() {
        return recipe == 1
                ? Digest.sha256(prev == null ? new byte[0] : prev, Json.canonical(first()))
                : Digest.sha256(Json.canonical(hashed()));
    }

    /** Everything but id and hash; absent members are left out. RFC 8785 and SHA-256 make the hash of it. */
    public ObjectNode hashed() {
        ObjectNode json = Json.object().put("recipe", recipe).put("shop", shop);
        put(json, "action_id", actionId);
        json.put("seq", seq).put("at", time(at)).put("kind", kind);
        put(json, "issuer", issuer);
        put(json, "subject", subject);
        json.set("data", data);
        put(json, "prev", prev == null ? null : HexFormat.of().formatHex(prev));
        return json;
    }

    private ObjectNode first() {
        ObjectNode json = Json.object()
                .put("action_id", actionId == null ? "" : actionId)
                .put("seq", seq)
                .put("at", at.toString())
                .put("kind", kind);
        json.set("data", data);
        return json;
    }

    public ObjectNode line() {
        ObjectNode json = Json.object().put("type", "event").put("id", id);
        json.setAll(hashed());
        return json.put("hash", HexFormat.of().formatHex(hash));
    }

    public static ChainedEvent of(JsonNode line) {
        return new ChainedEvent(
                line.path("id").asLong(),
                line.path("recipe").asInt(),
                line.path("shop").asText(),
                Json.textOrNull(line, "action_id"),
                line.path("seq").asInt(),
                Instant.parse(line.path("at").asText()),
                line.path("kind").asText(),
                Json.textOrNull(line, "issuer"),
                Json.textOrNull(line, "subject"),
                line.path("data"),
                line.hasNonNull("prev")
                        ? HexFormat.of().parseHex(line.path("prev").asText())
                        : null,
                HexFormat.of().parseHex(line.path("hash").asText()));
    }

    /** UTC with six digits of a second. */
    static String time(Instant at) {
        return MICROS.format(at);
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
