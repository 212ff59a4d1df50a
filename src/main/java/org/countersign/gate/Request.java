package org.countersign.gate;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What every write takes beside its own arguments (contract, section 5). */
public record Request(
        String version,
        String reasoning,
        @Nullable BigDecimal confidence,
        @Nullable String uncertaintyReason,
        @Nullable String customerRequest,
        @Nullable String caseId,
        @Nullable String idempotencyKey,
        boolean dryRun,
        boolean intentionalRepeat) {}
