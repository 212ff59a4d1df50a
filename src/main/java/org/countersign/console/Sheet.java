package org.countersign.console;

import java.util.List;
import java.util.stream.Stream;
import org.countersign.policy.Violation;

/**
 * What a form of the policy shows beside its fields.
 *
 * @param page    its own address: forms go to one word more
 * @param seen    the entity tag of what the form is a change of; empty for what is not there
 * @param said    what was done just now; empty for nothing
 * @param problem why nothing was done; empty where nothing was tried
 * @param wrong   what is wrong, each with the field it is about
 * @param now     what stands in the meantime, in words; empty where it is what was seen
 * @param mayNot  why the viewer only looks; empty if they may change it
 * @param anew    the way to a new sign-in; empty if this one is recent enough
 */
public record Sheet(
        String page,
        String seen,
        String said,
        String problem,
        List<Wrong> wrong,
        List<String> now,
        String mayNot,
        String anew) {

    /** @param field empty for something that no field is about */
    public record Wrong(String field, String label, String problem) {}

    /** As it is before anything was tried. */
    static Sheet of(String page, String seen, String mayNot, String anew) {
        return new Sheet(page, seen, "", "", List.of(), List.of(), mayNot, anew);
    }

    public boolean mayChange() {
        return mayNot.isEmpty();
    }

    Sheet saying(String word) {
        return new Sheet(page, seen, word, problem, wrong, now, mayNot, anew);
    }

    /** @param why nothing was done */
    Sheet refused(String why, Fields sent, Stream<Field> fields) {
        List<Field> shown = fields.toList();
        return new Sheet(
                page,
                seen,
                said,
                why,
                sent.wrong().stream().map(each -> wrong(each, shown)).toList(),
                now,
                mayNot,
                anew);
    }

    /** Shown again: still of what was seen then, so that a change since is not passed over. */
    Sheet keeping(Fields sent) {
        return new Sheet(page, sent.text(Fields.SEEN), said, problem, wrong, now, mayNot, anew);
    }

    /** Somebody was faster, and from here on that is seen. @param words what stands now */
    Sheet meanwhile(List<String> words) {
        return new Sheet(page, seen, said, problem, wrong, words, mayNot, anew);
    }

    private static Wrong wrong(Violation violation, List<Field> fields) {
        return fields.stream()
                .filter(field -> Fields.isOf(field.name(), violation.path()))
                .findFirst()
                .map(field -> new Wrong(field.name(), field.label(), violation.problem()))
                .orElseGet(() -> new Wrong("", violation.path(), violation.problem()));
    }
}
