package org.countersign.scripted;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One line of a script: {@code Rule.on("refund_order").order("S1").nth(1).dropAnswer()}. */
public final class Rule {

    private final ObjectNode json = JsonNodeFactory.instance.objectNode();

    private Rule() {}

    /**
     * @param call refund_order, cancel_order, the kind of a change, refund_quote, look, close, order, orders, customer, customers,
     *     product, products, abilities, marks, {@code write} for whatever changes something, or {@code *}
     */
    public static Rule on(String call) {
        Rule rule = new Rule();
        rule.json.put("on", call);
        return rule;
    }

    public static Rule onRefund() {
        return on("refund_order");
    }

    public static Rule onWrite() {
        return on("write");
    }

    /** Only of this order, or of this customer where it is no order's. */
    public Rule order(String id) {
        json.put("order", id);
        return this;
    }

    /** Only of the nth fitting call from now on, from 1. */
    public Rule nth(int n) {
        json.put("nth", n);
        return this;
    }

    /** Waits, then does as asked. */
    public Rule delay(long ms) {
        return then("delay").with("ms", ms);
    }

    /** Closes the connection; nothing happened. */
    public Rule dropRequest() {
        return then("drop_request");
    }

    /** Does it and closes the connection. */
    public Rule dropAnswer() {
        return then("drop_answer");
    }

    /** This status; nothing happened. */
    public Rule failBefore(int status) {
        return then("fail_before").with("status", status);
    }

    /** Does it and answers with this status. */
    public Rule failAfter(int status) {
        return then("fail_after").with("status", status);
    }

    /** Says yes; nothing happened. */
    public Rule nothing() {
        return then("nothing");
    }

    public Rule half() {
        return then("half");
    }

    public Rule otherLine() {
        return then("other_line");
    }

    public Rule twice() {
        return then("twice");
    }

    /** 429; nothing happened. @param retryAfter seconds, or {@code date:<seconds from now>} */
    public Rule throttle(String retryAfter) {
        json.put("retry_after", retryAfter);
        return then("throttle");
    }

    /** Does it and says 200 with a body that is no JSON. */
    public Rule unreadable() {
        return then("unreadable");
    }

    /** Does it and answers late. */
    public Rule slow(long ms) {
        return then("slow").with("ms", ms);
    }

    /** Does it and answers, but shows it in reads and looks only later. */
    public Rule lag(long ms) {
        return then("lag").with("ms", ms);
    }

    /** Does it and answers with more than anybody reads. */
    public Rule huge() {
        return then("huge");
    }

    /** Does it and answers a byte every 100 ms. */
    public Rule trickle() {
        return then("trickle");
    }

    /** The documented refusal; nothing happened. */
    public Rule decline() {
        return then("decline");
    }

    ObjectNode json() {
        return json;
    }

    private Rule then(String what) {
        json.put("do", what);
        return this;
    }

    private Rule with(String name, long value) {
        json.put(name, value);
        return this;
    }
}
