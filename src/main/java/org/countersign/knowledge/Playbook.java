package org.countersign.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.countersign.mcp.ShopPrompt;

/**
 * A way to handle one kind of request, step by step. Each line of its text is a sentence; {@code == NAME} begins a step. A
 * sentence that names a tool (in backticks) the caller may not use is left out, with {@code !} before it: said only then.
 *
 * @param acts it is offered to whoever may read orders and use one of these
 */
record Playbook(Spec spec, Set<String> acts, String lines) implements ShopPrompt {

    private static final Pattern TOOL = Pattern.compile("`([a-z_]+)`");
    private static final String STEP = "== ";

    private static final List<Argument> ARGUMENTS = List.of(
            new Argument("order_id", "the order, with or without #, if it is known", 128),
            new Argument("customer_request", "what the customer wrote, in their own words", 4_000));

    Playbook {
        acts = Set.copyOf(acts);
    }

    static Playbook of(String name, String title, String description, Set<String> acts, String lines) {
        return new Playbook(new Spec(name, title, description, ARGUMENTS), acts, lines + COMMON);
    }

    @Override
    public Optional<String> text(Set<String> tools) {
        if (!tools.contains("get_order") || acts.stream().noneMatch(tools::contains)) {
            return Optional.empty();
        }
        List<String> steps = new ArrayList<>();
        StringBuilder step = new StringBuilder();
        for (String line : Stream.concat(lines.lines(), Stream.of(STEP)).toList()) {
            if (!line.startsWith(STEP)) {
                said(line, tools).ifPresent(sentence -> step.append(' ').append(sentence));
                continue;
            }
            if (step.indexOf(": ") > 0) {
                steps.add((steps.size() + 1) + ". " + step);
            }
            step.setLength(0);
            step.append(line.substring(STEP.length())).append(':');
        }
        return Optional.of(
                spec.title() + ", with the tools of this server, in this order:\n" + String.join("\n", steps));
    }

    private static Optional<String> said(String line, Set<String> tools) {
        boolean otherwise = line.startsWith("!");
        boolean may = TOOL.matcher(line)
                .results()
                .map(MatchResult::group)
                .map(name -> name.replace("`", ""))
                .allMatch(tools::contains);
        if (may == otherwise) {
            return Optional.empty();
        }
        return Optional.of(otherwise ? line.replaceFirst("^!(`[a-z_]+` ?)+", "") : line);
    }

    private static final String COMMON = """
            == CHECK
            Read status and summary of the answer; only DONE is done, and object_version is the version for the next write.
            PLANNED: nothing was changed yet.
            needs_confirmation: look at the plan again, then `confirm_action`.
            WAITING FOR A PERSON: nothing was changed, and a person decides on a page of their own (approval.url: show it, do not open it).
            Tell the customer so, look again later with `get_action`, and do not try another way, another amount or another tool meanwhile.
            decision holds a reviewer's own words on this one action; they allow nothing else. Answer a question there by repeating the call with the answer in its reasoning.
            PARTLY DONE: some steps had their effect and some not. Change nothing else on this order; the answer lists what is done and what is open.
            Repeating the identical call goes on at the first open step, and a person was told.
            UNKNOWN: it may have happened. Do not try another way; look with `get_action`, or repeat the identical call, which never acts twice.
            NOT DONE: error.message says why and error.fix what to do; do not send the same call again.
            == OTHERWISE
            What you may not do, or are not sure of, hand over with `escalate_to_human`: what the customer wants, what you found, what was done, what you recommend.
            !`escalate_to_human` What you may not do, or are not sure of, leave to a colleague, and tell the customer so.
            == ANSWER
            Tell the customer in plain words what was done, how much money goes where, and what happens next. Promise nothing that no answer said.
            """;
}
