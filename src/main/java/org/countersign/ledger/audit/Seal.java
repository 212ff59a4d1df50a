package org.countersign.ledger.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.countersign.gate.Digest;
import org.countersign.gate.Json;
import org.jspecify.annotations.Nullable;

/**
 * A Merkle root over events, chained to the seal before.
 *
 * @param n      1, 2, 3 … without gaps
 * @param events the events' ids in the order of the leaves
 */
public record Seal(
        String shop, long n, Instant at, byte[] root, byte @Nullable [] prev, byte[] hash, List<Long> events) {

    public Seal {
        events = List.copyOf(events);
    }

    /** @param hashes of the events, in the same order */
    public static Seal over(
            String shop, long n, Instant at, byte @Nullable [] prev, List<Long> events, List<byte[]> hashes) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            leaves.add(Merkle.leaf(events.get(i), hashes.get(i)));
        }
        byte[] root = Merkle.root(leaves);
        Seal unhashed = new Seal(shop, n, at, root, prev, new byte[0], events);
        return new Seal(shop, n, at, root, prev, unhashed.computed(), events);
    }

    public byte[] computed() {
        return Digest.sha256(Json.canonical(hashed()));
    }

    private ObjectNode hashed() {
        ObjectNode json = Json.object()
                .put("shop", shop)
                .put("n", n)
                .put("at", ChainedEvent.time(at))
                .put("count", events.size())
                .put("root", HexFormat.of().formatHex(root));
        return prev == null ? json : json.put("prev", HexFormat.of().formatHex(prev));
    }

    /** What is kept outside of the database, to know later whether it is still the same ledger: {@code n:hash}. */
    public String head() {
        return n + ":" + HexFormat.of().formatHex(hash);
    }

    public ObjectNode line() {
        ObjectNode json = Json.object().put("type", "seal");
        json.setAll(hashed());
        json.put("hash", HexFormat.of().formatHex(hash));
        ArrayNode ids = json.putArray("events");
        events.forEach(ids::add);
        return json;
    }

    public static Seal of(JsonNode line) {
        List<Long> events = new ArrayList<>();
        line.path("events").forEach(id -> events.add(id.asLong()));
        return new Seal(
                line.path("shop").asText(),
                line.path("n").asLong(),
                Instant.parse(line.path("at").asText()),
                HexFormat.of().parseHex(line.path("root").asText()),
                line.hasNonNull("prev")
                        ? HexFormat.of().parseHex(line.path("prev").asText())
                        : null,
                HexFormat.of().parseHex(line.path("hash").asText()),
                events);
    }
}
