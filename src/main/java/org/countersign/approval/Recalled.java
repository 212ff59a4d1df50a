package org.countersign.approval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.countersign.approval.Dossier.Fact;
import org.countersign.gate.Approval;
import org.countersign.gate.Entry;
import org.countersign.gate.Mask;
import org.countersign.gate.StepState;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger alone knows of one action, in words and as one viewer may see it: the shop is not asked. Texts that somebody
 * wrote stand in it as they are.
 *
 * @param arguments as they were normalised
 * @param effects   of each step that has one
 */
public record Recalled(Dossier.Happening happening, List<Fact> arguments, List<Effect> effects) {

    public Recalled {
        arguments = List.copyOf(arguments);
        effects = List.copyOf(effects);
    }

    /** One step's effect, field by field. @param known whether the state before was kept: where somebody was asked */
    public record Effect(String title, boolean known, List<Side> sides) {

        public Effect {
            sides = List.copyOf(sides);
        }
    }

    /**
     * @param before  absent where there was nothing, or nobody kept it
     * @param shown   by the shop, afterwards; absent where it showed nothing
     * @param changes whether planned is something else than before
     * @param differs whether the shop showed something else than was planned
     * @param hidden  it differs where the viewer sees no personal data
     */
    public record Side(
            String field,
            @Nullable String before,
            @Nullable String planned,
            @Nullable String shown,
            boolean changes,
            boolean differs,
            boolean hidden) {}

    /** What the shop showed otherwise afterwards than before. @param before absent where there was nothing; so is after */
    public record Change(
            String field, @Nullable String before, @Nullable String after) {}

    /** @param differences as the event {@code changed} has them */
    public static List<Change> changes(ObjectNode differences, boolean personalData) {
        List<Change> changes = new ArrayList<>();
        masked(differences, personalData)
                .path("differences")
                .forEach(row -> changes.add(new Change(
                        row.path("field").asText().replace('_', ' ').replace(".", ", "),
                        row.hasNonNull("before") ? row.path("before").asText() : null,
                        row.hasNonNull("after") ? row.path("after").asText() : null)));
        return changes;
    }

    /** @param personalData whether the viewer sees personal data; else they are masked in all of this */
    public static Recalled of(Entry entry, boolean personalData) {
        Approval approval = entry.approval();
        ObjectNode seen = approval == null ? null : approval.seen();
        Names names = new Names(id -> null).with(seen == null ? null : masked(seen, personalData));
        List<Effect> effects = new ArrayList<>();
        for (StepState step : entry.steps()) {
            Effect effect = effect(step, seen, personalData);
            if (!effect.sides().isEmpty()) {
                effects.add(effect);
            }
        }
        return new Recalled(new Moves(names, personalData).of(entry), facts(entry.arguments(), personalData), effects);
    }

    /** Whatever fields there are, as names and values. */
    public static List<Fact> facts(ObjectNode data, boolean personalData) {
        List<Fact> facts = new ArrayList<>();
        masked(data, personalData).properties().forEach(each -> {
            String value = Words.value(each.getValue());
            if (value != null && !value.isEmpty()) {
                facts.add(new Fact(Words.title(each.getKey()), value));
            }
        });
        return facts;
    }

    private static ObjectNode masked(ObjectNode tree, boolean personalData) {
        return personalData ? tree : Mask.over(tree.deepCopy());
    }

    private static Effect effect(StepState step, @Nullable ObjectNode seen, boolean personalData) {
        ObjectNode planned = step.step().effect();
        ObjectNode observed = step.observed();
        ObjectNode before = partOf(seen, planned);
        boolean known = before != null && !before.isEmpty();
        String kind = step.step().kind();
        return new Effect(
                Moves.TITLES.getOrDefault(kind, Words.title(kind)),
                known,
                new Three(before, planned, observed, personalData).sides());
    }

    /** What the object had in the fields that the effect sets. */
    private static @Nullable ObjectNode partOf(@Nullable ObjectNode seen, ObjectNode effect) {
        if (seen == null) {
            return null;
        }
        List<String> set = new ArrayList<>();
        effect.fieldNames().forEachRemaining(set::add);
        return seen.deepCopy().retain(set);
    }

    /** Three states beside each other: compared as they are, shown as they may be. */
    private record Three(
            @Nullable ObjectNode before,
            ObjectNode planned,
            @Nullable ObjectNode observed,
            boolean personalData) {

        List<Side> sides() {
            Map<String, String> was = flat(before, true);
            Map<String, String> plan = flat(planned, true);
            Map<String, String> is = flat(observed, true);
            Map<String, String> wasShown = flat(before, personalData);
            Map<String, String> planShown = flat(planned, personalData);
            Map<String, String> isShown = flat(observed, personalData);
            Set<String> fields = new LinkedHashSet<>(plan.keySet());
            fields.addAll(is.keySet());
            fields.addAll(was.keySet());
            List<Side> sides = new ArrayList<>();
            for (String field : fields) {
                boolean changes = !was.isEmpty() && !Objects.equals(was.get(field), plan.get(field));
                boolean differs = observed != null && !Objects.equals(plan.get(field), is.get(field));
                boolean looksSame = Objects.equals(planShown.get(field), isShown.get(field));
                sides.add(new Side(
                        field,
                        wasShown.get(field),
                        planShown.get(field),
                        isShown.get(field),
                        changes,
                        differs,
                        differs && looksSame));
            }
            return sides;
        }

        private static Map<String, String> flat(@Nullable ObjectNode tree, boolean personalData) {
            Map<String, String> fields = new LinkedHashMap<>();
            if (tree != null) {
                flat("", masked(tree, personalData), fields);
            }
            return fields;
        }

        private static void flat(String of, JsonNode node, Map<String, String> fields) {
            node.properties().forEach(each -> {
                String title = Words.title(each.getKey());
                String name = of.isEmpty() ? title : of + ": " + Words.plain(each.getKey());
                if (each.getValue().isObject() && !Words.isMoney(each.getValue())) {
                    flat(name, each.getValue(), fields);
                } else {
                    String value = Words.value(each.getValue());
                    if (value != null) {
                        fields.put(name, value);
                    }
                }
            });
        }
    }
}
