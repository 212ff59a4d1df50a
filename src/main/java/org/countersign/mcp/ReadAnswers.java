package org.countersign.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.function.Supplier;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.Json;
import org.countersign.gate.LedgerUnavailable;
import org.countersign.gate.Refusal;
import org.countersign.shop.BackendUnavailable;
import org.countersign.shop.Page;

/** What read tools answer when there is nothing to show (contract, section 3). */
public final class ReadAnswers {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** Runs one look; a shop or ledger that is away, and a cursor of no list, become answers. */
    public static ToolAnswer of(Supplier<ToolAnswer> look) {
        try {
            return look.get();
        } catch (Page.BadCursor bad) {
            return refused(Refusal.of(
                    ErrorCode.INVALID_ARGUMENTS,
                    "cursor is not one that this tool gave.",
                    "Leave cursor out to begin with the first page."));
        } catch (BackendUnavailable away) {
            return refused(Refusal.of(
                            ErrorCode.BACKEND_UNAVAILABLE,
                            "The shop cannot be read now.",
                            "Repeat the same call after retry_after_seconds.")
                    .after(PAUSE));
        } catch (LedgerUnavailable away) {
            return refused(Refusal.of(
                            ErrorCode.LEDGER_UNAVAILABLE,
                            "The ledger cannot be read now.",
                            "Repeat the same call after retry_after_seconds.")
                    .after(PAUSE));
        }
    }

    public static ToolAnswer refused(Refusal refusal) {
        ObjectNode content = Json.object().put("summary", refusal.message() + " " + refusal.fix());
        content.set("error", WriteAnswers.error(refusal));
        if (refusal.next() != null) {
            content.set("next", WriteAnswers.next(refusal.next()));
        }
        return new ToolAnswer(true, content);
    }

    private ReadAnswers() {}
}
