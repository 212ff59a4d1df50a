package org.countersign.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The shop's memory: what was ordered, and every effect since. One thing at a time, as in one transaction. */
final class Shop {

    /** How an effect goes wrong. */
    enum Bent {
        STRAIGHT,
        NOTHING,
        HALF,
        OTHER_LINE,
        TWICE
    }

    record Answer(int status, ObjectNode body) {}

    final Modes modes;
    private int orders;
    private final List<Goods> told = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private final Map<String, List<Effect>> byOrder = new HashMap<>();
    private final Map<String, List<Effect>> byKey = new HashMap<>();
    private final Map<String, Stored> keys = new HashMap<>();
    private final Set<String> closed = new HashSet<>();

    private record Stored(JsonNode request, Answer answer) {}

    Shop(Modes modes) {
        this.modes = modes;
        reset(1000);
    }

    synchronized void reset(int number) {
        orders = number;
        told.clear();
        effects.clear();
        byOrder.clear();
        byKey.clear();
        keys.clear();
        closed.clear();
    }

    synchronized Goods add(ObjectNode json) {
        Goods goods = Goods.told(told.size() + 1, json);
        told.add(goods);
        return goods;
    }

    synchronized int size() {
        return orders + told.size();
    }

    /** Newest first, from 0. */
    synchronized Goods at(int position) {
        return position < told.size()
                ? told.get(told.size() - 1 - position)
                : Goods.generated(orders - (position - told.size()));
    }

    synchronized Optional<Goods> goods(String id) {
        boolean own = id.startsWith("X");
        if (!id.matches("[SX][1-9][0-9]{0,8}")) {
            return Optional.empty();
        }
        int n = Integer.parseInt(id.substring(1));
        if (n > (own ? told.size() : orders)) {
            return Optional.empty();
        }
        return Optional.of(own ? told.get(n - 1) : Goods.generated(n));
    }

    synchronized List<Effect> of(String order, boolean visibleOnly) {
        return byOrder.getOrDefault(order, List.of()).stream()
                .filter(effect -> !visibleOnly || effect.visible())
                .toList();
    }

    synchronized List<Effect> all() {
        return List.copyOf(effects);
    }

    synchronized List<Effect> under(String key) {
        return List.copyOf(byKey.getOrDefault(key, List.of()));
    }

    /** A key without effect never gets one. */
    synchronized List<Effect> close(String key) {
        List<Effect> under = under(key);
        if (under.isEmpty()) {
            closed.add(key);
        }
        return under;
    }

    /** @param tool refund_order, cancel_order, or the kind of a change */
    synchronized Answer change(String tool, String key, JsonNode request, Bent bent, long lagMillis) {
        if (modes.is("keys") && keys.containsKey(key)) {
            Stored before = keys.get(key);
            return before.request().equals(request)
                    ? before.answer()
                    : declined("another request was sent under this key");
        }
        if (closed.contains(key)) {
            return declined("this key was closed");
        }
        Optional<Goods> goods = goods(request.path("order_id").asText());
        if (goods.isEmpty()) {
            return declined("there is no such order");
        }
        ChangeChecks checks = new ChangeChecks(goods.get(), of(goods.get().id(), false), request);
        Optional<String> refusal = switch (tool) {
            case "cancel_order" -> checks.noCancellation();
            case "refund_order" -> checks.noRefund();
            default -> Changed.refusal(tool, of(goods.get().id(), false), request);
        };
        if (refusal.isPresent()) {
            return declined(refusal.get());
        }
        Answer answer = new Answer(200, Http.object().put("id", "re-" + (effects.size() + 1)));
        if (bent != Bent.NOTHING) {
            happen(bend(effect(tool, goods.get(), key, request, lagMillis), goods.get(), bent));
            if (bent == Bent.TWICE) {
                happen(effect(tool, goods.get(), key, request, lagMillis));
            }
        }
        keys.put(key, new Stored(request.deepCopy(), answer));
        return answer;
    }

    private static Effect bend(Effect effect, Goods goods, Bent bent) {
        return switch (bent) {
            case STRAIGHT, NOTHING, TWICE -> effect;
            case HALF ->
                effect.change() != null
                        ? with(effect, Changed.bent(effect))
                        : effect.cancels()
                                ? with(effect, 0, Map.of(), Map.of(), effect.reason())
                                : with(effect, effect.amount() / 2, effect.lines(), effect.restock(), null);
            case OTHER_LINE -> {
                if (effect.change() != null) {
                    yield with(effect, Changed.bent(effect));
                }
                if (effect.cancels()) {
                    yield with(effect, 0, Map.of(), effect.restock(), "another reason");
                }
                String other = goods.lines().stream()
                        .map(Goods.Line::id)
                        .filter(line -> !effect.lines().containsKey(line))
                        .findFirst()
                        .orElseThrow();
                yield with(effect, effect.amount(), Map.of(other, 1), effect.restock(), null);
            }
        };
    }

    private static Effect with(
            Effect effect, long amount, Map<String, Integer> lines, Map<String, Integer> restock, String reason) {
        return new Effect(
                effect.id(),
                effect.tool(),
                effect.key(),
                effect.order(),
                effect.payment(),
                effect.method(),
                amount,
                effect.currency(),
                lines,
                restock,
                effect.shipping(),
                reason,
                effect.change(),
                effect.at(),
                effect.visibleAtNanos());
    }

    private static Effect with(Effect effect, ObjectNode change) {
        return new Effect(
                effect.id(),
                effect.tool(),
                effect.key(),
                effect.order(),
                effect.payment(),
                effect.method(),
                effect.amount(),
                effect.currency(),
                effect.lines(),
                effect.restock(),
                effect.shipping(),
                effect.reason(),
                change,
                effect.at(),
                effect.visibleAtNanos());
    }

    private Effect effect(String tool, Goods goods, String key, JsonNode request, long lagMillis) {
        return new Effect(
                "re-" + (effects.size() + 1),
                tool,
                key,
                goods.id(),
                request.path("payment_id").asText(),
                request.path("payment_method_id").asText(),
                money(request.path("amount")),
                goods.currency(),
                quantities(request.path("lines")),
                quantities(request.path("restock")),
                money(request.path("shipping")),
                request.path("reason").asText(),
                tool.endsWith("_order") ? null : (ObjectNode) request.deepCopy(),
                Instant.now(),
                System.nanoTime() + lagMillis * 1_000_000);
    }

    private void happen(Effect effect) {
        effects.add(effect);
        byOrder.computeIfAbsent(effect.order(), order -> new ArrayList<>()).add(effect);
        byKey.computeIfAbsent(effect.key(), key -> new ArrayList<>()).add(effect);
    }

    static long money(JsonNode money) {
        return money.isObject()
                ? Goods.minor(
                        money.path("amount").asText(), money.path("currency").asText())
                : 0;
    }

    static Map<String, Integer> quantities(JsonNode rows) {
        Map<String, Integer> sums = new TreeMap<>();
        rows.forEach(row ->
                sums.merge(row.path("line_id").asText(), row.path("quantity").asInt(), Integer::sum));
        return sums;
    }

    static Answer declined(String why) {
        return new Answer(422, Http.object().put("declined", why));
    }
}
