package org.countersign.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules a test set, in their order; the first that fits a call is followed. */
final class Script {

    /**
     * One rule.
     *
     * @param on    the call: refund_order, hold, look, close, order, …, {@code write} or {@code *}
     * @param order absent: of any order
     * @param nth   from 1, counted among the calls it fits since it was set; 0: each of them
     */
    static final class Rule {
        final String on;
        final String order;
        final int nth;
        final String what;
        final JsonNode json;
        private int seen;

        Rule(JsonNode json) {
            this.json = json;
            this.on = json.path("on").asText("*");
            this.order = json.path("order").asText("");
            this.nth = json.path("nth").asInt();
            this.what = json.path("do").asText();
            if (!KNOWN.contains(what)) {
                throw new IllegalArgumentException("no rule can do " + what);
            }
        }

        long ms() {
            return json.path("ms").asLong();
        }

        int status(int otherwise) {
            return json.path("status").asInt(otherwise);
        }
    }

    static final List<String> KNOWN = List.of(
            "delay",
            "drop_request",
            "drop_answer",
            "fail_before",
            "fail_after",
            "nothing",
            "half",
            "other_line",
            "twice",
            "throttle",
            "unreadable",
            "slow",
            "lag",
            "huge",
            "trickle",
            "decline");

    private final List<Rule> rules = new ArrayList<>();

    synchronized void add(JsonNode several) {
        several.forEach(rule -> rules.add(new Rule(rule)));
    }

    synchronized void clear() {
        rules.clear();
    }

    /** @param order the order or customer that it is about */
    synchronized Optional<Rule> rule(String call, boolean write, String order) {
        Rule chosen = null;
        for (Rule rule : rules) {
            boolean named = rule.on.equals("*") || rule.on.equals(call) || (write && rule.on.equals("write"));
            if (named && (rule.order.isEmpty() || rule.order.equals(order))) {
                rule.seen++;
                if (chosen == null && (rule.nth == 0 || rule.nth == rule.seen)) {
                    chosen = rule;
                }
            }
        }
        return Optional.ofNullable(chosen);
    }
}
