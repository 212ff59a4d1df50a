package org.countersign.gate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The call that helps now; never a write with a new version. */
public record Next(String tool, ObjectNode arguments, String why) {

    public static Next of(String tool, String argument, String value, String why) {
        return new Next(tool, JsonNodeFactory.instance.objectNode().put(argument, value), why);
    }
}
