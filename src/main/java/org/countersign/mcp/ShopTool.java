package org.countersign.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.countersign.caller.Caller;

/**
 * One tool. Beans of this type are registered at start; when {@link #call} runs, the caller's grant and scope are
 * checked and the arguments satisfy the input schema, with nulls removed.
 */
public interface ShopTool {

    Spec spec();

    /** Runs on a virtual thread and may block. What it throws becomes {@code internal}; it never reaches the model. */
    ToolAnswer call(Caller caller, ObjectNode arguments);

    /**
     * What a client sees.
     *
     * @param input  object schema, see {@link Schema}
     * @param output what every answer satisfies, refusals too; only {@code summary} is required
     * @param destructive whether its effect cannot be undone
     */
    record Spec(
            String name,
            String title,
            String description,
            Schema input,
            Schema output,
            Effect effect,
            boolean destructive) {

        public boolean readOnly() {
            return effect == Effect.READ;
        }
    }

    enum Effect {
        READ,
        WRITE
    }
}
