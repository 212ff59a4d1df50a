package org.countersign.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What kind of shop this is: keys, marks, absence (proof or hint), closing, and its times. */
final class Modes {

    private static final List<String> TOOLS =
            List.of("refund_order", "cancel_order", "buy_shipping_label", "void_shipping_label");

    private final ObjectNode modes = JsonNodeFactory.instance
            .objectNode()
            .put("keys", true)
            .put("marks", true)
            .put("absence", "proof")
            .put("closing", true)
            .put("key_lifetime", "PT24H")
            .put("settle_time", "PT0S")
            .put("call_timeout", "PT2S")
            .put("lag_ms", 0)
            .put("token", "");

    /** Changes the named ones. */
    synchronized void set(JsonNode some) {
        some.properties().forEach(mode -> {
            if (!modes.has(mode.getKey())) {
                throw new IllegalArgumentException("there is no mode " + mode.getKey());
            }
            modes.set(mode.getKey(), mode.getValue());
        });
    }

    synchronized boolean is(String mode) {
        return modes.path(mode).asBoolean();
    }

    synchronized String text(String mode) {
        return modes.path(mode).asText();
    }

    synchronized long number(String mode) {
        return modes.path(mode).asLong();
    }

    ObjectNode abilities() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("shop", "scripted");
        ObjectNode tools = answer.putObject("tools");
        for (String tool : TOOLS) {
            tools.putObject(tool)
                    .put("resend", is("keys") ? "key" : "nothing")
                    .put("key_lifetime", text("key_lifetime"))
                    .put("absence", text("absence"))
                    .put("closes_keys", is("closing"))
                    .put("settle_time", text("settle_time"))
                    .put("call_timeout", text("call_timeout"));
        }
        return answer;
    }
}
