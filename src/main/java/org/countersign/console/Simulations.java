package org.countersign.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.countersign.gate.Json;
import org.countersign.gate.Simulation;
import org.countersign.policy.Thought;
import org.countersign.policy.Violation;
import org.countersign.shop.Money;

/** What a draft of the matrix would have changed, as its call and its page show it; nothing is stored (contract, section 10). */
@ApplicationScoped
class Simulations {

    private final Simulation simulation;
    private final Thought thought;
    private final PolicyAnswers answers;
    /** One at a time on each replica: it reads a lot. */
    private final Semaphore turn = new Semaphore(1);

    Simulations(Simulation simulation, Thought thought, PolicyAnswers answers) {
        this.simulation = simulation;
        this.thought = thought;
        this.answers = answers;
    }

    sealed interface Said {}

    /** @param json as the admin API answers it, with personal data */
    record Ran(ObjectNode json) implements Said {}

    record NoDraft(List<Violation> violations) implements Said {}

    /** Another one is running. */
    record Busy() implements Said {}

    /** @param written as {@link Thought#read} takes it */
    Said run(JsonNode written) {
        Thought.Read draft = thought.read(written, answers.tools());
        if (!draft.violations().isEmpty()) {
            return new NoDraft(draft.violations());
        }
        if (!turn.tryAcquire()) {
            return new Busy();
        }
        try {
            return new Ran(shown(simulation.run(draft.grants(), draft.days()), draft.days()));
        } finally {
            turn.release();
        }
    }

    private static ObjectNode shown(Simulation.Report report, int days) {
        List<Simulation.Judged> actions = report.actions();
        ObjectNode json = Json.object()
                .put("days", days)
                .put("since", report.since().toString())
                .put("truncated", report.truncated())
                .put("judged", actions.size())
                .put("changed", actions.stream().filter(Simulations::changed).count());
        ObjectNode sums = json.putObject("sums");
        sums.set("was", sums(actions, Simulation.Judged::was));
        sums.set("would_be", sums(actions, Simulation.Judged::would));
        ArrayNode not = json.putArray("not_judged");
        List.of(
                        "receipts, shop rules and duplicates: what they refused stays refused",
                        "escalation rules and the shop's settings: what they asked is asked again",
                        "budgets count from the beginning of these days; what would be asked counts as it was answered")
                .forEach(not::add);
        ArrayNode rows = json.putArray("actions");
        actions.forEach(each -> rows.add(row(each)));
        return json;
    }

    private static boolean changed(Simulation.Judged judged) {
        return judged.was().end() != judged.would().end();
    }

    /** How many, and how much money, by how it ends. */
    private static ObjectNode sums(
            List<Simulation.Judged> actions, Function<Simulation.Judged, Simulation.Came> which) {
        ObjectNode json = Json.object();
        for (Simulation.End end : Simulation.End.values()) {
            List<Simulation.Judged> such = actions.stream()
                    .filter(each -> which.apply(each).end() == end)
                    .toList();
            if (!such.isEmpty()) {
                ArrayNode money = json.putObject(Json.wire(end))
                        .put("actions", such.size())
                        .putArray("money");
                total(such).values().forEach(sum -> money.add(Json.money(sum)));
            }
        }
        return json;
    }

    private static Map<String, Money> total(List<Simulation.Judged> actions) {
        Map<String, Money> sums = new TreeMap<>();
        for (Simulation.Judged each : actions) {
            Money money = each.money();
            if (money != null) {
                sums.merge(money.currency().getCurrencyCode(), money, Money::plus);
            }
        }
        return sums;
    }

    private static ObjectNode row(Simulation.Judged judged) {
        ObjectNode row = Json.object()
                .put("action_id", judged.entry().id())
                .put("tool", judged.entry().tool())
                .put("requested_at", judged.entry().requestedAt().toString())
                .put("status", Json.wire(judged.entry().status()))
                .put("changed", changed(judged));
        row.putObject("by")
                .put("issuer", judged.entry().who().issuer())
                .put("subject", judged.entry().who().subject());
        if (judged.money() != null) {
            row.set("money", Json.money(judged.money()));
        }
        row.set("was", came(judged.was()));
        row.set("would_be", came(judged.would()));
        if (!judged.notJudged().isEmpty()) {
            judged.notJudged().forEach(row.putArray("not_judged")::add);
        }
        return row;
    }

    private static ObjectNode came(Simulation.Came came) {
        return Json.object()
                .put("end", Json.wire(came.end()))
                .put("code", came.code())
                .put("role", came.role())
                .put("why", came.why());
    }
}
