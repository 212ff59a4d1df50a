package org.countersign.survey;

import org.countersign.gate.Abilities;
import org.jspecify.annotations.Nullable;

/**
 * What the backend states of one tool that writes (contract, section 7), or that any tool is not offered.
 *
 * @param whyNot why it is not offered; absent: it is
 * @param stated absent where it is not offered, or the shop has to say it and could not be asked
 * @param checks which rules the shop keeps by itself
 */
public record ToolLine(
        String tool, @Nullable String whyNot, @Nullable Abilities stated, String checks) {

    public boolean isOffered() {
        return whyNot == null;
    }
}
