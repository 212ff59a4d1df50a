package org.countersign.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.countersign.caller.Caller;

/** A kind of thing that a client may attach (an MCP resource template with one variable). Who may call its tool may read it. */
public interface ShopResource {

    Spec spec();

    /** Those that are worth listing one by one. */
    default List<Link> links() {
        return List.of();
    }

    /** One of them. May block. @param id decoded, at most 256 characters */
    Read read(Caller caller, String id);

    /**
     * @param prefix   of its URIs, before the variable, such as {@code countersign://order/}
     * @param variable such as {@code order_id}
     * @param tool     whose grant it needs
     */
    record Spec(
            String prefix,
            String variable,
            String name,
            String title,
            String description,
            String mimeType,
            String tool) {

        String template() {
            return prefix + "{" + variable + "}";
        }
    }

    record Link(String id, String title) {}

    /** What came of reading. */
    sealed interface Read {

        record Text(String text) implements Read {}

        /** JSON, which is masked like a tool's answer. */
        record Structure(ObjectNode content) implements Read {}

        /** There is none with this id. */
        record NotThere(String why) implements Read {}

        /** It cannot be read now. */
        record Away(String why) implements Read {}

        /** A tool's answer as the same JSON. */
        static Read of(ToolAnswer answer) {
            String summary = answer.content().path("summary").asText();
            return switch (answer.content().path("error").path("code").asText()) {
                case "" -> new Structure(answer.content());
                case "not_found", "invalid_arguments" -> new NotThere(summary);
                default -> new Away(summary);
            };
        }
    }
}
