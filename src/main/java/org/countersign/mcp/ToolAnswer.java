package org.countersign.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a tool answers: {@code content} is the structured content and, as text, the same JSON complete. */
public record ToolAnswer(boolean isError, ObjectNode content) {

    public static ToolAnswer of(ObjectNode content) {
        return new ToolAnswer(false, content);
    }
}
