package org.countersign.lookup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;
import org.countersign.gate.Json;
import org.countersign.mcp.AnswerSchema;
import org.countersign.mcp.Requests;
import org.countersign.mcp.Schema;
import org.countersign.mcp.ToolAnswer;
import org.countersign.shop.Page;

/** Lists page by page: the arguments every list takes, and the answer every list gives. */
record Listing(String name, String one, String many) {

    static final int LIMIT = 20;

    static Schema arguments(Schema own) {
        return own.optional("limit", Schema.integer("how many", 1, 100).byDefault(LIMIT))
                .optional("cursor", Schema.text("next_cursor of the page before, with the same arguments", 1, 1024));
    }

    static Page.Request page(ObjectNode arguments) {
        return new Page.Request(arguments.path("limit").asInt(LIMIT), Requests.text(arguments, "cursor"));
    }

    Schema output(Schema row) {
        return AnswerSchema.base("how many were found")
                .gives(name, Schema.list("", row))
                .gives("next_cursor", Schema.text("only when there is more"));
    }

    <T> ToolAnswer answer(Page<T> page, Function<T, ObjectNode> row) {
        ObjectNode content = Json.object().put("summary", summary(page));
        ArrayNode rows = content.putArray(name);
        page.items().forEach(item -> rows.add(row.apply(item)));
        if (page.nextCursor() != null) {
            content.put("next_cursor", page.nextCursor());
        }
        return ToolAnswer.of(content);
    }

    private String summary(Page<?> page) {
        int found = page.items().size();
        String count = found == 0 ? "No " + many : found == 1 ? "1 " + one : found + " " + many;
        return count
                + (page.nextCursor() == null ? "." : " on this page; there are more: call again with next_cursor.");
    }
}
