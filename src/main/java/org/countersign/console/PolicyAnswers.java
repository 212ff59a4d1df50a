package org.countersign.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.countersign.caller.Caller;
import org.countersign.gate.Json;
import org.countersign.mcp.ToolNames;
import org.countersign.policy.Change;
import org.countersign.policy.Changed;
import org.countersign.policy.Condition;
import org.countersign.policy.PolicyBook;
import org.countersign.policy.Tools;
import org.countersign.policy.Violation;
import org.countersign.policy.Written;
import org.jspecify.annotations.Nullable;

/** How calls of the admin API about the policy are read and answered: bodies, conditions, entity tags, problems. */
@ApplicationScoped
class PolicyAnswers {

    private static final int LONGEST_REASON = 500;

    private final ToolNames tools;

    PolicyAnswers(ToolNames tools) {
        this.tools = tools;
    }

    /** @throws WebApplicationException 400 for a reason that cannot be kept */
    PolicyBook.Edit edit(Caller by, HttpHeaders headers, @Nullable String reason) {
        if (reason != null && (reason.isBlank() || reason.length() > LONGEST_REASON || reason.indexOf('\0') >= 0)) {
            throw new WebApplicationException(
                    Problem.of(400, "invalid_arguments", "reason is 1 to " + LONGEST_REASON + " characters."));
        }
        Condition condition = new Condition(
                headers.getHeaderString(HttpHeaders.IF_MATCH), headers.getHeaderString(HttpHeaders.IF_NONE_MATCH));
        return new PolicyBook.Edit(by, condition, reason, tools());
    }

    Tools tools() {
        return new Tools(tools.inOrder(), tools.reads());
    }

    Optional<Response> unknownTool(String tool) {
        return tools.inOrder().contains(tool)
                ? Optional.empty()
                : Optional.of(Problem.of(
                        404,
                        "not_found",
                        "There is no such tool; known are " + String.join(", ", tools.inOrder()) + "."));
    }

    /** @throws WebApplicationException 400 that says what is wrong with it */
    static JsonNode json(String body) {
        return parsed(body, Written::json);
    }

    static JsonNode yaml(String body) {
        return parsed(body, Written::yaml);
    }

    private static JsonNode parsed(String body, BiFunction<String, List<Violation>, Optional<JsonNode>> read) {
        List<Violation> wrong = new ArrayList<>();
        return read.apply(body, wrong)
                .orElseThrow(() ->
                        new WebApplicationException(problem(400, "invalid_arguments", "Nothing was changed.", wrong)));
    }

    static Response ok(JsonNode json, @Nullable String tag) {
        return Response.ok(Json.text(json)).header(HttpHeaders.ETAG, tag).build();
    }

    static Response refused(Changed.Not not) {
        return problem(status(not.why()), title(not.why()), not.detail(), not.violations());
    }

    static int status(Changed.Why why) {
        return switch (why) {
            case INVALID -> 400;
            case OWN_ROLE -> 403;
            case NOT_FOUND -> 404;
            case LOCK_OUT, IN_USE -> 409;
            case CHANGED_MEANWHILE -> 412;
            case NO_CONDITION -> 428;
        };
    }

    private static String title(Changed.Why why) {
        return switch (why) {
            case INVALID -> "invalid_arguments";
            case OWN_ROLE -> "not_permitted";
            case NO_CONDITION, NOT_FOUND, LOCK_OUT, IN_USE, CHANGED_MEANWHILE -> Json.wire(why);
        };
    }

    static Response problem(int status, String title, String detail, List<Violation> violations) {
        ObjectNode json = Problem.json(status, title, detail);
        if (!violations.isEmpty()) {
            ArrayNode rows = json.putArray("violations");
            violations.forEach(each -> rows.addObject().put("path", each.path()).put("problem", each.problem()));
        }
        return Problem.of(json);
    }

    /** What was, or would be, changed. */
    static ObjectNode changes(List<Change> changes) {
        ObjectNode json = Json.object();
        ArrayNode rows = json.putArray("changes");
        for (Change change : changes) {
            ObjectNode row = rows.addObject().put("kind", Json.wire(change.kind()));
            row.put("role", change.role()).put("tool", change.tool());
            row.set("before", change.before());
            row.set("after", change.after());
        }
        return json;
    }
}
