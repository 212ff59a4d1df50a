package org.countersign.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.countersign.gate.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Permission comes first, before any argument is looked at (contract, section 6, step 1). */
@QuarkusTest
@TestProfile(EdgeProfile.class)
class VisibilityTest extends EdgeTestBase {

    private static final String GOOD = "{\"order_id\":\"x\"}";

    @Inject
    ProbeGrants grants;

    @Inject
    ProbeLog log;

    @BeforeEach
    @AfterEach
    void mend() {
        grants.broken = false;
        log.broken = false;
        log.clear();
        ProbeTools.CALLS.set(0);
    }

    @Test
    void theListDependsOnTheRolesOnlyReadsFirst() {
        list(agent()).body("result.tools.name", contains("probe_read", "probe_write"));
        list(person("agent").scope("commerce:read").sign())
                .body("result.tools.name", contains("probe_read", "probe_write"));
        list(person("agent").without("scope").sign()).body("result.tools.name", contains("probe_read", "probe_write"));
        list(person("reader").sign()).body("result.tools.name", contains("probe_read"));
        list(person("reader", "agent").sign()).body("result.tools.name", contains("probe_read", "probe_write"));
        list(person("nobody").sign()).body("result.tools", empty());
        list(person().sign()).body("result.tools", empty());
    }

    @Test
    void theListIsTheSameEachTime() {
        String first = list(agent()).extract().asString();
        for (int i = 0; i < 5; i++) {
            assertThat(list(agent()).extract().asString()).isEqualTo(first);
        }
    }

    @Test
    void annotationsAndSchemasAreComplete() {
        list(agent())
                .body("result.tools[0].annotations.readOnlyHint", equalTo(true))
                .body("result.tools[0].annotations.destructiveHint", equalTo(false))
                .body("result.tools[1].annotations.readOnlyHint", equalTo(false))
                .body("result.tools[1].annotations.destructiveHint", equalTo(true))
                .body("result.tools[1].annotations.idempotentHint", equalTo(true))
                .body("result.tools[1].annotations.openWorldHint", equalTo(false))
                .body("result.tools[1].inputSchema.additionalProperties", equalTo(false))
                .body("result.tools[1].outputSchema.required", contains("summary"))
                .body("result", not(hasKey("nextCursor")));
    }

    @Test
    void aToolWithoutAGrantIsUnknownWhateverTheArguments() {
        for (String arguments : new String[] {GOOD, "{}", "{\"no\":1}", "null", "7", "[]"}) {
            call(person("reader").sign(), "probe_write", arguments)
                    .statusCode(200)
                    .body("error.code", equalTo(-32602))
                    .body(
                            "error.message",
                            equalTo(
                                    "Unknown tool probe_write. The nearest one you may use is probe_read; tools/list has them all."));
        }
        assertThat(ProbeTools.CALLS).hasValue(0);
        assertThat(log.lines())
                .hasSize(6)
                .allMatch(line -> line.code() == ErrorCode.NOT_PERMITTED
                        && line.tool().equals("probe_write")
                        && line.caller().subject().equals("u-ada"));
    }

    @Test
    void aToolThatDoesNotExistIsAnsweredJustTheSameAndNamesAVisibleOneOnly() {
        call(agent(), "probe_reax", GOOD)
                .body(
                        "error.message",
                        equalTo(
                                "Unknown tool probe_reax. The nearest one you may use is probe_read; tools/list has them all."));
        call(agent(), "probe_reay", GOOD)
                .body(
                        "error.message",
                        equalTo(
                                "Unknown tool probe_reay. The nearest one you may use is probe_read; tools/list has them all."));
        call(agent(), "Probe-Write", GOOD)
                .body(
                        "error.message",
                        equalTo(
                                "Unknown tool Probe-Write. The nearest one you may use is probe_write; tools/list has them all."));
        call(person("reader").sign(), "prob_write", GOOD).body("error.message", not(containsString("probe_write")));
        call(person().sign(), "probe_read", GOOD)
                .body("error.message", equalTo("Unknown tool probe_read. Your roles are granted no tool here."));
        call(agent(), "x".repeat(100_000), GOOD).body("error.message.length()", org.hamcrest.Matchers.lessThan(200));
    }

    @Test
    void aMissingScopeIsA403ThatNamesAllScopesAtOnce() {
        call(person("agent").scope("commerce:read").sign(), "probe_write", "{\"no\":1}")
                .statusCode(403)
                .header(
                        "WWW-Authenticate",
                        equalTo("Bearer error=\"insufficient_scope\", scope=\"commerce:read commerce:write\","
                                + " resource_metadata=\"" + publicUrl()
                                + "/.well-known/oauth-protected-resource/mcp\""))
                .body("error", equalTo("insufficient_scope"));
        assertThat(log.lines()).extracting(ProbeLog.Line::code).containsExactly(ErrorCode.NOT_PERMITTED);
        assertThat(ProbeTools.CALLS).hasValue(0);
    }

    @Test
    void withoutAGrantAMissingScopeTellsNothing() {
        call(person("reader").scope("commerce:read").sign(), "probe_write", GOOD)
                .statusCode(200)
                .body("error.code", equalTo(-32602));
    }

    @Test
    void grantsThatCannotBeReadShowAndDoNothing() {
        grants.broken = true;
        list(agent()).body("result", nullValue()).body("error.code", equalTo(-32603));
        call(agent(), "probe_write", GOOD)
                .statusCode(200)
                .body("result.isError", equalTo(true))
                .body("result.structuredContent.status", equalTo("refused"))
                .body("result.structuredContent.error.code", equalTo("ledger_unavailable"))
                .body("result.structuredContent.error.retryable", equalTo(true));
        call(agent(), "probe_read", "{}").body("result.structuredContent.error.code", equalTo("ledger_unavailable"));
        call(agent(), "unknown_tool", "{}").body("error.code", equalTo(-32603)).body("result", nullValue());
        assertThat(ProbeTools.CALLS).hasValue(0);
    }

    @Test
    void aRefusalLogThatFailsChangesNoAnswer() {
        log.broken = true;
        call(agent(), "probe_wrote", GOOD).body("error.code", equalTo(-32602));
        call(agent(), "probe_write", "{}").body("result.structuredContent.error.code", equalTo("invalid_arguments"));
        call(person("agent").scope("commerce:read").sign(), "probe_write", GOOD).statusCode(403);
    }
}
