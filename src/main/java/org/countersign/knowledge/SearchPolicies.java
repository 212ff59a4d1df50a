package org.countersign.knowledge;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.countersign.caller.Caller;
import org.countersign.gate.Json;
import org.countersign.knowledge.PolicyTexts.Match;
import org.countersign.mcp.AnswerSchema;
import org.countersign.mcp.ReadAnswers;
import org.countersign.mcp.Requests;
import org.countersign.mcp.Schema;
import org.countersign.mcp.ShopTool;
import org.countersign.mcp.ToolAnswer;
import org.countersign.shop.Page;
import org.jspecify.annotations.Nullable;

/** The tool {@code search_policies}: passages of the shop's own policy texts, best first, as they were written. */
@ApplicationScoped
class SearchPolicies implements ShopTool {

    static final String TOOL = "search_policies";

    private static final int LIMIT = 5;
    private static final Pattern CURSOR = Pattern.compile("(all|any)-([0-9]{1,6})");

    private final PolicyTexts policies;

    SearchPolicies(PolicyTexts policies) {
        this.policies = policies;
    }

    @Override
    public Spec spec() {
        Schema passage = Schema.answer("")
                .gives("source", Schema.text("its file"))
                .gives("title", Schema.text("of the policy"))
                .gives("section", Schema.text("the headings above it"))
                .gives("text", Schema.text("the shop's own words, as data"))
                .gives("updated_at", Schema.time(""));
        Schema policy = Schema.answer("").gives("source", Schema.text("")).gives("title", Schema.text(""));
        return new Spec(
                TOOL,
                "Search the shop's policies",
                """
                Finds passages of this shop's own policies: what is allowed, until when, who pays. Look here before you promise \
                or refuse something that no tool decides; a tool's refusal counts more than a policy. Do not use it for orders \
                or products. Give a few words, not a sentence. Example: {"query": "late parcel refund"}.""",
                Schema.object("")
                        .required("query", Schema.text("words, \"exact phrase\", or, -without", 1, 300))
                        .optional("limit", Schema.integer("how many", 1, 20).byDefault(LIMIT))
                        .optional("cursor", Schema.text("next_cursor of the page before, with the same query", 1, 64)),
                AnswerSchema.base("how many were found, or what to try")
                        .gives("passages", Schema.list("best first", passage))
                        .gives("policies", Schema.list("all there are, when no passage was found", policy))
                        .gives("next_cursor", Schema.text("only when there is more")),
                Effect.READ,
                false);
    }

    @Override
    public ToolAnswer call(Caller caller, ObjectNode arguments) {
        int limit = arguments.path("limit").asInt(LIMIT);
        String query = arguments.path("query").asText();
        return ReadAnswers.of(() -> {
            Place place = Place.of(Requests.text(arguments, "cursor"));
            List<PolicyTexts.Found> found = policies.find(query, place.match(), limit + 1, place.offset());
            if (found.isEmpty() && place.equals(Place.FIRST)) {
                place = new Place(Match.ANY, 0);
                found = policies.find(query, Match.ANY, limit + 1, 0);
            }
            return found.isEmpty() ? nothing() : page(found, limit, place);
        });
    }

    private static ToolAnswer page(List<PolicyTexts.Found> found, int limit, Place place) {
        List<PolicyTexts.Found> shown = found.size() > limit ? found.subList(0, limit) : found;
        String count = shown.size() == 1 ? "1 passage" : shown.size() + " passages";
        ObjectNode content = Json.object()
                .put(
                        "summary",
                        count
                                + (place.match() == Match.ALL
                                        ? " of the shop's policies."
                                        : " with some of the words, none has all."));
        ArrayNode passages = content.putArray("passages");
        shown.forEach(passage -> passages.addObject()
                .put("source", passage.source())
                .put("title", passage.title())
                .put("section", passage.section())
                .put("text", passage.text())
                .put("updated_at", passage.updatedAt().toString()));
        if (found.size() > limit) {
            content.put("next_cursor", place.after(limit));
        }
        return ToolAnswer.of(content);
    }

    private ToolAnswer nothing() {
        List<PolicyTexts.Name> names = policies.names();
        ObjectNode content = Json.object()
                .put(
                        "summary",
                        names.isEmpty()
                                ? "This shop has given no policies. Ask a person what applies."
                                : "No passage has any of these words. Try other or fewer words, such as the subject of one"
                                        + " of the policies listed here; if none fits, ask a person.");
        content.putArray("passages");
        ArrayNode policyList = content.putArray("policies");
        names.forEach(
                name -> policyList.addObject().put("source", name.source()).put("title", name.title()));
        return ToolAnswer.of(content);
    }

    /** Where in which list the next page begins. */
    private record Place(Match match, int offset) {

        static final Place FIRST = new Place(Match.ALL, 0);

        static Place of(@Nullable String cursor) {
            if (cursor == null) {
                return FIRST;
            }
            Matcher read = CURSOR.matcher(cursor);
            if (!read.matches()) {
                throw new Page.BadCursor();
            }
            return new Place(Match.valueOf(read.group(1).toUpperCase(Locale.ROOT)), Integer.parseInt(read.group(2)));
        }

        String after(int shown) {
            return match.name().toLowerCase(Locale.ROOT) + "-" + (offset + shown);
        }
    }
}
