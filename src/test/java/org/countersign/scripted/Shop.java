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
import java.util.concurrent.CopyOnWriteArrayList;

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
    private final List<Effect> effects = new CopyOnWriteArrayList<>();
    final Shelf shelf = new Shelf(effects);
    private int orders;
    private final List<Goods> told = new ArrayList<>();
    private final Map<String, List<Effect>> byCustomer = new HashMap<>();
    private final Map<String, List<Effect>> byKey = new HashMap<>();
    private final Map<String, Stored> keys = new HashMap<>();
    private final Set<String> closed = new HashSet<>();

    private record Stored(String what, JsonNode request, Answer answer) {}

    Shop(Modes modes) {
        this.modes = modes;
        reset(1000);
    }

    synchronized void reset(int number) {
        orders = number;
        told.clear();
        effects.clear();
        shelf.clear();
        byCustomer.clear();
        byKey.clear();
        keys.clear();
        closed.clear();
    }

    synchronized Goods add(ObjectNode json) {
        Goods goods = Goods.told(told.size() + 1, json);
        told.add(goods);
        return goods;
    }

    /** Of an order that a test told, before anything happened to it. */
    synchronized void retell(Goods goods) {
        told.set(Integer.parseInt(goods.id().substring(1)) - 1, goods);
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

    /** Newest first; none is no customer. */
    List<Goods> of(String customer) {
        if (customer.matches("C[1-9][0-9]{0,8}")) {
            int owner = Integer.parseInt(customer.substring(1));
            return List.of("S" + 2 * owner, "S" + (2 * owner - 1)).stream()
                    .flatMap(id -> goods(id).stream())
                    .toList();
        }
        return customer.matches("CX[1-9][0-9]{0,8}")
                ? goods("X" + customer.substring(2)).stream().toList()
                : List.of();
    }

    /** A customer with everything, as the shop shows it now. */
    Optional<Account> account(String customer) {
        return account(customer, true);
    }

    private synchronized Optional<Account> account(String customer, boolean visibleOnly) {
        List<Goods> goods = of(customer);
        if (goods.isEmpty()) {
            return Optional.empty();
        }
        Account account = new Account(goods, shelf, modes.is("marks"));
        byCustomer.getOrDefault(customer, List.of()).stream()
                .filter(effect -> !visibleOnly || effect.visible())
                .forEach(account::apply);
        return Optional.of(account);
    }

    Optional<ObjectNode> order(String id) {
        return goods(id).flatMap(goods -> account(goods.customer())).map(account -> account.orders.get(id));
    }

    List<Effect> all() {
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

    /** @param what refund, cancel or the kind of a change */
    synchronized Answer change(String what, String key, JsonNode request, Bent bent, long lagMillis) {
        if (modes.is("keys") && keys.containsKey(key)) {
            Stored before = keys.get(key);
            return before.what().equals(what) && before.request().equals(request)
                    ? before.answer()
                    : declined("another request was sent under this key");
        }
        if (closed.contains(key)) {
            return declined("this key was closed");
        }
        String customer = customer(request);
        Optional<String> refusal = account(customer, false)
                .map(account -> Kind.of(what).refusal().apply(account, request))
                .orElseGet(() -> Optional.of("there is no such order or customer"));
        if (refusal.isPresent()) {
            return declined(refusal.get());
        }
        Answer answer = new Answer(200, Http.object().put("id", nextId(what)));
        for (int n = 0; n < (bent == Bent.NOTHING ? 0 : bent == Bent.TWICE ? 2 : 1); n++) {
            happen(what, key, customer, request, bent, lagMillis);
        }
        keys.put(key, new Stored(what, request.deepCopy(), answer));
        return answer;
    }

    private String customer(JsonNode request) {
        return request.has("customer_id")
                ? request.path("customer_id").asText()
                : goods(request.path("order_id").asText()).map(Goods::customer).orElse("");
    }

    private String nextId(String what) {
        return (what.equals("refund") ? "re" : what) + "-" + (effects.size() + 1);
    }

    private void happen(String what, String key, String customer, JsonNode asked, Bent bent, long lagMillis) {
        Account account = account(customer, false).orElseThrow();
        JsonNode done = Bending.of(what, asked, bent, account);
        String order = done.has("customer_id") ? "" : done.path("order_id").asText();
        Instant now = Instant.now();
        long visibleAt = System.nanoTime() + lagMillis * 1_000_000;
        Effect effect = new Effect(nextId(what), what, key, customer, order, done, Map.of(), now, visibleAt);
        Map<String, Integer> stock = Map.copyOf(account.apply(effect));
        Effect happened = new Effect(effect.id(), what, key, customer, order, done, stock, now, visibleAt);
        effects.add(happened);
        byCustomer.computeIfAbsent(customer, one -> new ArrayList<>()).add(happened);
        byKey.computeIfAbsent(key, one -> new ArrayList<>()).add(happened);
    }

    private static Answer declined(String why) {
        return new Answer(422, Http.object().put("declined", why));
    }
}
