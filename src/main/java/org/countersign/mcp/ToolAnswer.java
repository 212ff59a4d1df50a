package org.countersign.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What a tool answers: {@code content} is the structured content and, as text, the same JSON complete.
 *
 * @param visit where the person who asked for the action has to decide on it; only while they have to
 */
public record ToolAnswer(
        boolean isError, ObjectNode content, @Nullable Visit visit) {

    public ToolAnswer(boolean isError, ObjectNode content) {
        this(isError, content, null);
    }

    public static ToolAnswer of(ObjectNode content) {
        return new ToolAnswer(false, content);
    }

    ToolAnswer showing(ObjectNode other) {
        return new ToolAnswer(isError, other, visit);
    }
}
