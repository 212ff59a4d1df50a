package org.countersign.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.countersign.policy.Standing;
import org.jspecify.annotations.Nullable;

/**
 * What one role may do with one tool, as a form.
 *
 * @param exists whether the role has the tool, be it on or off
 * @param words  what it may do now
 * @param reads  whether the tool only reads, so that there is nothing to limit
 * @param days   of the simulation
 * @param trial  what the simulation says; absent where none was asked for
 */
public record GrantView(
        String role,
        String rolePath,
        String tool,
        Sheet sheet,
        boolean exists,
        List<String> words,
        boolean reads,
        List<Field> given,
        List<Field> limits,
        List<Field> asks,
        List<Field> tiers,
        String tiersProblem,
        List<Field> why,
        Field days,
        @Nullable SimulationView trial,
        List<ChangeRow> history) {

    static final String DAYS = "days";
    private static final String USUAL_DAYS = "7";

    /** @param typed absent: what stands */
    static GrantView of(
            Standing now,
            String role,
            String tool,
            boolean reads,
            @Nullable Fields typed,
            Sheet sheet,
            List<ChangeRow> history) {
        ObjectNode grant = now.grant(role, tool);
        Fields fields = typed == null ? standing(grant) : typed;
        String currency = Editing.currency(now);
        return new GrantView(
                role,
                RolePages.path(role),
                tool,
                sheet,
                grant != null,
                grant == null ? List.of() : PolicyWords.grant(grant, reads),
                reads,
                GrantForm.given(fields, reads),
                reads ? List.of() : GrantForm.limits(fields, currency),
                reads ? List.of() : GrantForm.asks(fields),
                reads
                        ? List.of()
                        : GrantForm.tiers(
                                fields,
                                currency,
                                List.copyOf(now.draft().roles().keySet())),
                fields.wrong().stream().anyMatch(each -> each.path().equals(GrantForm.TIERS))
                        ? fields.problem(GrantForm.TIERS)
                        : "",
                Field.reason(fields),
                Field.of(
                        "number",
                        fields.isBlank(DAYS) ? fields.with(DAYS, USUAL_DAYS) : fields,
                        DAYS,
                        "Days",
                        "1 to 90."),
                null,
                history);
    }

    private static Fields standing(@Nullable JsonNode grant) {
        return grant == null ? new Fields(Map.of(), List.of()) : Fields.of(grant);
    }

    public List<Field> daysField() {
        return List.of(days);
    }

    /** Every field that something can be wrong with. */
    Stream<Field> fields() {
        return Stream.of(given, limits, asks, tiers, List.of(days), why).flatMap(List::stream);
    }

    GrantView with(Sheet other) {
        return new GrantView(
                role,
                rolePath,
                tool,
                other,
                exists,
                words,
                reads,
                given,
                limits,
                asks,
                tiers,
                tiersProblem,
                why,
                days,
                trial,
                history);
    }

    GrantView with(SimulationView said) {
        return new GrantView(
                role,
                rolePath,
                tool,
                sheet,
                exists,
                words,
                reads,
                given,
                limits,
                asks,
                tiers,
                tiersProblem,
                why,
                days,
                said,
                history);
    }
}
