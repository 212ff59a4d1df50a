package org.countersign.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a word is about: caller, action, the object's content, the plan, the grant and until when. Each is a digest of its
 * RFC 8785 form, so that a later look can say which one has changed; the approval is bound by the digest of them all.
 */
record Facts(ObjectNode digests) {

    /**
     * @param content   the object's state, as {@link Receipts#contentOf} tells it from a version
     * @param decidedBy the grant that is used
     */
    static Facts of(Entry entry, String content, Plan plan, Outcome.@Nullable DecidedBy decidedBy, Instant expires) {
        Entry.Who who = entry.who();
        ObjectNode caller = Json.object()
                .put("issuer", who.issuer())
                .put("subject", who.subject())
                .put("service_account", who.serviceAccount());
        ObjectNode action = Json.object()
                .put("shop", entry.shop())
                .put("id", entry.id())
                .put("tool", entry.tool())
                .put("target", entry.target().toString());
        ObjectNode grant = decidedBy == null
                ? Json.object()
                : Json.object().put("role", decidedBy.role()).put("version", Long.toString(decidedBy.grantVersion()));
        ObjectNode digests = Json.object()
                .put("caller", hex(caller))
                .put("action", hex(action))
                .put("arguments", hex(entry.arguments()))
                .put("object", hex(Json.object().put("content", content)))
                .put("plan", hex(plan(plan)))
                .put("grant", hex(grant))
                .put("expiry", hex(Json.object().put("expires_at", expires.toString())));
        return new Facts(digests);
    }

    byte[] digest() {
        return Digest.sha256(Json.canonical(digests));
    }

    /** The names of what is no longer as it was, in a stable order. */
    List<String> changedSince(ObjectNode before) {
        List<String> changed = new ArrayList<>();
        digests.properties().forEach(fact -> {
            if (!fact.getValue().equals(before.get(fact.getKey()))) {
                changed.add(fact.getKey());
            }
        });
        return changed;
    }

    private static ObjectNode plan(Plan plan) {
        ObjectNode json = Json.object().put("customer", plan.customer());
        money(json, plan.money());
        ObjectNode goods = json.putObject("goods");
        new TreeMap<>(plan.goods()).forEach(goods::put);
        ArrayNode touches = json.putArray("touches");
        plan.touches().stream().map(ObjectRef::toString).sorted().forEach(touches::add);
        ArrayNode steps = json.putArray("steps");
        for (Step step : plan.steps()) {
            ObjectNode row = steps.addObject().put("n", step.n()).put("kind", step.kind());
            row.set("request", step.request());
            row.set("effect", step.effect());
            money(row, step.money());
        }
        return json;
    }

    private static void money(ObjectNode json, @Nullable Money money) {
        if (money != null) {
            json.set("money", Json.money(money));
        }
    }

    private static String hex(JsonNode facts) {
        return Digest.hex(Digest.sha256(Json.canonical(facts)));
    }
}
