package org.countersign.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.quarkiverse.mcp.server.McpException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.countersign.caller.Caller;
import org.countersign.gate.Blocks;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.FirstUses;
import org.countersign.gate.LedgerUnavailable;
import org.countersign.gate.Mask;
import org.countersign.gate.Refusal;
import org.countersign.gate.ShopSettings;
import org.countersign.gate.UnmaskedReads;
import org.countersign.shop.BackendUnavailable;
import org.jboss.logging.Logger;

/** Runs a call that passed the {@link Door}: grant, block, then arguments, then the tool. On a virtual thread; may block. */
@ApplicationScoped
class ToolCalls {

    private static final Logger LOG = Logger.getLogger(ToolCalls.class);

    private final Visibility visibility;
    private final Unlisted unlisted;
    private final RefusalLogs refusals;
    private final RepeatedFailures repeated;
    private final Instance<Blocks> blocks;
    private final UnmaskedReads reads;
    private final FirstUses uses;

    ToolCalls(
            Visibility visibility,
            Unlisted unlisted,
            RefusalLogs refusals,
            RepeatedFailures repeated,
            Instance<Blocks> blocks,
            UnmaskedReads reads,
            FirstUses uses) {
        this.uses = uses;
        this.reads = reads;
        this.blocks = blocks;
        this.visibility = visibility;
        this.unlisted = unlisted;
        this.refusals = refusals;
        this.repeated = repeated;
    }

    /** @throws McpException when this caller may not know the tool */
    ToolAnswer run(ToolCall call) {
        Caller caller = call.caller();
        ShopTool.Spec spec = call.entry().spec();
        try {
            if (!visibility.granted(caller, spec.name())) {
                throw new McpException(unlisted.hidden(caller, spec.name()), JsonRpcErrorCodes.INVALID_PARAMS);
            }
            Optional<Refusal> blocked = blocks.get().of(caller);
            if (blocked.isPresent()) {
                refusals.log(caller, spec.name(), ErrorCode.NOT_PERMITTED, "cut off");
                return refused(spec, blocked.get());
            }
            uses.used(visibility.roles(caller, spec.name()), spec.name());
        } catch (McpException hidden) {
            throw hidden;
        } catch (RuntimeException closed) {
            LOG.errorf(closed, "grants cannot be read: %s is refused", spec.name());
            return refused(spec, permissionsUnreadable());
        }
        return repeated.judge(caller, spec, call.arguments(), masked(caller, spec, checked(call, caller, spec)));
    }

    private ToolAnswer masked(Caller caller, ShopTool.Spec spec, ToolAnswer answer) {
        try {
            if (!visibility.seesPersonalData(caller)) {
                return answer.showing(Mask.over(answer.content()));
            }
        } catch (RuntimeException closed) {
            LOG.errorf(closed, "permissions cannot be read: what %s answered is masked", spec.name());
            return answer.showing(Mask.over(answer.content()));
        }
        return spec.readOnly() ? noted(caller, spec, answer) : answer;
    }

    /** Nobody is shown personal data without a trace. */
    private ToolAnswer noted(Caller caller, ShopTool.Spec spec, ToolAnswer answer) {
        try {
            reads.shown(caller, spec.name(), answer.content());
            return answer;
        } catch (LedgerUnavailable gone) {
            LOG.errorf(gone, "the ledger cannot be written: what %s answered is not shown", spec.name());
            return ReadAnswers.refused(Refusal.of(
                            ErrorCode.LEDGER_UNAVAILABLE,
                            "This shows personal data, which is noted in the ledger first, and the ledger cannot be"
                                    + " written now.",
                            "Repeat the same call after retry_after_seconds.")
                    .after(Duration.ofSeconds(5)));
        }
    }

    private ToolAnswer checked(ToolCall call, Caller caller, ShopTool.Spec spec) {
        JsonNode sent = call.arguments().isMissingNode() || call.arguments().isNull()
                ? JsonNodeFactory.instance.objectNode()
                : call.arguments();
        List<Violation> violations = call.entry().arguments().violations(sent);
        if (violations.isEmpty()) {
            violations = Unwritable.in(sent);
        }
        if (!violations.isEmpty()) {
            return invalid(caller, spec, Arguments.refusal(violations));
        }
        try {
            return call.entry().tool().call(caller, Arguments.withoutNulls((ObjectNode) sent));
        } catch (BadArguments bad) {
            return invalid(caller, spec, bad.refusal());
        } catch (ShopSettings.Unreadable unreadable) {
            LOG.errorf(unreadable, "%s was refused", spec.name());
            return refused(spec, settingsUnreadable());
        } catch (LedgerUnavailable gone) {
            // before the gate, which answers for itself: nothing was sent
            return refused(spec, permissionsUnreadable());
        } catch (RuntimeException failed) {
            LOG.errorf(failed, "%s failed", spec.name());
            return failed(spec, failed);
        }
    }

    private ToolAnswer invalid(Caller caller, ShopTool.Spec spec, Refusal refusal) {
        refusals.log(caller, spec.name(), ErrorCode.INVALID_ARGUMENTS, refusal.message());
        return refused(spec, refusal);
    }

    private static ToolAnswer failed(ShopTool.Spec spec, RuntimeException failure) {
        if (!spec.readOnly()) {
            return unknownOutcome();
        }
        return ReadAnswers.refused(
                failure instanceof BackendUnavailable
                        ? Refusal.of(
                                        ErrorCode.BACKEND_UNAVAILABLE,
                                        "The shop does not answer now.",
                                        "Nothing was changed. Call again in a few seconds.")
                                .after(Duration.ofSeconds(5))
                        : Refusal.of(
                                ErrorCode.INTERNAL,
                                "Something went wrong inside this server.",
                                "Nothing was changed. Call again once."));
    }

    /** A write that broke off outside the gate's own care: nobody may claim that nothing was done. */
    private static ToolAnswer unknownOutcome() {
        Refusal internal = Refusal.of(
                        ErrorCode.INTERNAL,
                        "Something went wrong inside this server.",
                        "Repeat the identical call, which never acts twice, or look with list_actions.")
                .after(Duration.ofSeconds(2));
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.put(
                "summary", "UNKNOWN, DO NOT REPEAT WITH OTHER ARGUMENTS: " + internal.message() + " " + internal.fix());
        content.put("status", "outcome_unknown").set("error", WriteAnswers.error(internal));
        return ToolAnswer.of(content);
    }

    private static ToolAnswer refused(ShopTool.Spec spec, Refusal refusal) {
        return spec.readOnly() ? ReadAnswers.refused(refusal) : WriteAnswers.refused(refusal);
    }

    /** Asked for before the gate; within it a check that throws refuses. */
    private static Refusal settingsUnreadable() {
        return Refusal.of(
                ErrorCode.INTERNAL,
                "The shop's settings cannot be read, so nothing was sent to the shop.",
                "Repeat the call once; if it fails again, hand the case to a person.");
    }

    private static Refusal permissionsUnreadable() {
        return Refusal.of(
                        ErrorCode.LEDGER_UNAVAILABLE,
                        "The permissions cannot be read now.",
                        "Nothing was done. Call again in a few seconds.")
                .after(Duration.ofSeconds(2));
    }
}
