package org.countersign.console;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One field of a form of the policy, as its page shows it.
 *
 * @param kind     check, number, text, money, choice, lines, reason or tier
 * @param name     also its id
 * @param hint     what it means; may be empty
 * @param value    what stands or was typed; of money the amount
 * @param currency of money
 * @param options  of a choice
 * @param problem  empty where nothing is wrong
 */
public record Field(
        String kind,
        String name,
        String label,
        String hint,
        String value,
        String currency,
        List<Option> options,
        String problem) {

    public record Option(String value, String text, boolean chosen) {}

    static Field of(String kind, Fields fields, String name, String label, String hint) {
        return new Field(kind, name, label, hint, fields.text(name), "", List.of(), fields.problem(name));
    }

    /** For the history, which anybody may leave out. */
    static List<Field> reason(Fields fields) {
        return List.of(of("reason", fields, Fields.REASON, "Reason", "For the history, if you like."));
    }

    /** @param currency where none was typed */
    static Field money(Fields fields, String name, String label, String hint, String currency) {
        return new Field(
                "money",
                name,
                label,
                hint,
                fields.text(name + ".amount"),
                typedOr(fields, name, currency),
                List.of(),
                fields.problem(name));
    }

    private static String typedOr(Fields fields, String name, String currency) {
        String typed = fields.text(name + ".currency");
        return typed.isEmpty() && fields.isBlank(name + ".amount") ? currency : typed;
    }

    static Field choice(Fields fields, String name, String label, String hint, List<Option> options) {
        return new Field("choice", name, label, hint, fields.text(name), "", options, fields.problem(name));
    }

    /** From which amount on which role decides. @param n its place among the rows */
    static Field tier(Fields fields, int n, String currency, List<String> roles) {
        String name = GrantForm.TIERS + "." + n;
        String role = fields.text(name + ".role");
        List<Option> options = Stream.concat(Stream.of(""), Stream.concat(roles.stream(), Stream.of(role)))
                .distinct()
                .map(each -> new Option(each, each.isEmpty() ? "nobody" : each, each.equals(role)))
                .toList();
        return new Field(
                "tier",
                name,
                "Tier " + (n + 1),
                "",
                fields.text(name + ".above.amount"),
                typedOr(fields, name + ".above", currency),
                options,
                fields.problem(name));
    }

    public boolean is(String otherKind) {
        return kind.equals(otherKind);
    }

    public boolean ticked() {
        return value.equals(Fields.YES);
    }

    /** The ids of what is said about it; empty for nothing. */
    public String describedBy() {
        return Stream.of(hint.isEmpty() ? "" : name + "-hint", problem.isEmpty() ? "" : name + "-problem")
                .filter(id -> !id.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
