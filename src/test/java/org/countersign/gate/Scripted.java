package org.countersign.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.countersign.shop.Money;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/** An action on a backend that does what the test says: try by try, and what it shows afterwards. */
final class Scripted implements Action {

    static final String TOOL = "scripted";
    static final Map<String, Scripted> KNOWN = new ConcurrentHashMap<>();

    private final String script = UUID.randomUUID().toString();
    private final String order;
    private final Deque<Try> tries = new ArrayDeque<>();
    private final Map<String, ObjectNode> shown = new ConcurrentHashMap<>();
    private final List<ObjectRef> touches = new ArrayList<>();
    private final AtomicInteger passages = new AtomicInteger();
    private int shutFrom = Integer.MAX_VALUE;
    private Abilities abilities = abilities(Resend.KEY, Absence.PROOF);
    private int steps = 1;
    private Supplier<Planned> plan = this::plan;
    private @Nullable Supplier<Planned> rest;

    /** Every request that reached the backend: key and what was asked. */
    final List<String> sent = new CopyOnWriteArrayList<>();

    volatile boolean silent;

    /** One try: may have its effect, then answers, or throws. */
    interface Try {
        Reply answer(Step step, Runnable effect);
    }

    private Scripted(String order) {
        this.order = order;
        KNOWN.put(script, this);
    }

    static Scripted on(String order) {
        return new Scripted(order);
    }

    static Abilities abilities(Resend resend, Absence absence) {
        return new Abilities(resend, absence, Duration.ofDays(1), Duration.ZERO, Duration.ofSeconds(10));
    }

    Scripted steps(int number) {
        steps = number;
        return this;
    }

    Scripted touching(ObjectRef ref) {
        touches.add(ref);
        return this;
    }

    Scripted of(Resend resend, Absence absence) {
        abilities = abilities(resend, absence);
        return this;
    }

    Scripted planning(Supplier<Planned> other) {
        plan = other;
        return this;
    }

    /** What the next try does; after the last one, everything is done and accepted. */
    Scripted then(Try next) {
        tries.add(next);
        return this;
    }

    Scripted done() {
        return then((step, effect) -> {
            effect.run();
            return new Reply.Accepted("id");
        });
    }

    Scripted unknown() {
        return then((step, effect) -> new Reply.Unknown("no answer"));
    }

    Scripted doneButUnknown() {
        return then((step, effect) -> {
            effect.run();
            return new Reply.Unknown("no answer");
        });
    }

    Scripted notSent() {
        return then((step, effect) -> new Reply.NotSent("throttled", null));
    }

    Scripted declined() {
        return then((step, effect) -> new Reply.Declined("card closed"));
    }

    /** From this try on, from 1, the backend lets none through. */
    Scripted shutFrom(int attempt) {
        shutFrom = attempt;
        return this;
    }

    /** From now on nobody can make this action again from its arguments. */
    void forgotten() {
        KNOWN.remove(script);
    }

    void shows(String key, ObjectNode effect) {
        shown.put(key, effect);
    }

    static ObjectNode effect(int n) {
        return Json.object().put("did", n);
    }

    @Override
    public String tool() {
        return TOOL;
    }

    @Override
    public ObjectRef target() {
        return ObjectRef.order(order);
    }

    @Override
    public ObjectNode arguments() {
        return Json.object().put("script", script).put("steps", steps);
    }

    @Override
    public Planned plan(ShopObject now) {
        return plan.get();
    }

    /** What a plan of the open steps alone would be, unless the test plans something else. */
    @Override
    public Planned rest(ShopObject now, Plan planned, List<Step> open) {
        return rest == null
                ? new Plan("do the rest", "did the rest", null, Map.of(), open, planned.touches())
                : rest.get();
    }

    Scripted resting(Supplier<Planned> other) {
        rest = other;
        return this;
    }

    private Plan plan() {
        List<Step> all = new ArrayList<>();
        for (int n = 1; n <= steps; n++) {
            all.add(new Step(n, "scripted", Json.object().put("do", n), effect(n), Money.parse("1.00", "USD")));
        }
        return new Plan("do it", "did it", Money.parse(steps + ".00", "USD"), Map.of(), all, touches);
    }

    @Override
    public Abilities abilities() {
        return abilities;
    }

    @Override
    public Optional<Reply> through(Attempt attempt) {
        if (passages.incrementAndGet() >= shutFrom) {
            throw new NoPassage("the breaker is open", Duration.ofSeconds(7));
        }
        return attempt.make();
    }

    @Override
    public Reply apply(Step step, StepKey key) {
        sent.add(key + " " + step.request());
        Runnable effect = () -> shown.put(key.value(), step.effect());
        Try next = tries.poll();
        if (next == null) {
            effect.run();
            return new Reply.Accepted(null);
        }
        return next.answer(step, effect);
    }

    @Override
    public Proof confirm(Step step, StepKey key) {
        if (silent) {
            return new Proof.CannotTell("silent");
        }
        ObjectNode effect = shown.get(key.value());
        return effect == null ? new Proof.NotShown(abilities.absence()) : new Proof.Shown(effect);
    }
}
