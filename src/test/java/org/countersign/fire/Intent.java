package org.countersign.fire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.countersign.endtoend.Agent;
import org.countersign.endtoend.Cancelling;
import org.countersign.endtoend.Refunding;

/**
 * One refund or cancellation that somebody wants: once. No two refunds are of the same amount for one customer, so that the
 * shop's own books show what became of each, whatever the ledger says.
 */
final class Intent {

    private static final AtomicInteger AMOUNTS = new AtomicInteger();
    private static final Set<String> AGAIN = Set.of("outcome_unknown", "running", "failed", "partly_done");
    private static final Set<String> LATER =
            Set.of("busy", "unresolved", "ledger_unavailable", "backend_unavailable", "too_many_calls");

    final String origin;
    final String order;
    final Kind kind;
    final AtomicInteger calls = new AtomicInteger();
    private final int cents = 100 + AMOUNTS.getAndIncrement() % 1_900;
    private volatile ObjectNode call;
    private volatile String end = "";
    private volatile String last = "no answer";

    /** @param origin what was done to it, for the table */
    Intent(String origin, String order, Kind kind) {
        this.origin = origin;
        this.order = order;
        this.kind = kind;
    }

    /** The version this caller goes by: from now on it only repeats. */
    void read(Agent agent) {
        JsonNode now = agent.order(order);
        if (now.path("version").asText().isEmpty()) {
            throw new IllegalStateException("the order could not be read");
        }
        Refunding refund = Refunding.of(now).amount("%d.%02d".formatted(cents / 100, cents % 100));
        call = switch (kind) {
            case REFUND -> refund.arguments();
            case TO_GIFT_CARD ->
                refund.with("refund_to", Orders.giftCard(order)).arguments();
            case CANCELLATION -> Cancelling.of(now);
        };
    }

    boolean isRead() {
        return call != null;
    }

    /** One call, always the same, unless it is told not to repeat it. @return whether it came to its end */
    boolean call(Agent agent) {
        calls.incrementAndGet();
        Agent.Said said = agent.call(kind == Kind.CANCELLATION ? Cancelling.TOOL : "refund_order", call);
        last = said.http() + " " + said.status() + " " + said.error();
        if (said.error().equals("repeating_failure")) {
            // nothing was done: it is to read again and to decide anew
            call = null;
            return false;
        }
        if (AGAIN.contains(said.status()) || LATER.contains(said.error())) {
            return false;
        }
        end = said.status().equals("done") ? "done" : said.body().toString();
        return true;
    }

    void unanswered(RuntimeException why) {
        last = why.toString();
    }

    /** Whether these effects are what was wanted, each once. */
    boolean isShownBy(List<String> effects) {
        List<String> wanted =
                kind == Kind.CANCELLATION ? List.of("cancelled", "refund " + Orders.PAID) : List.of("refund " + cents);
        return effects.stream().sorted().toList().equals(wanted);
    }

    /** In short, for a report. */
    String last() {
        return last;
    }

    /** {@code done}, or the unexpected answer; empty as long as there was no final one. */
    String end() {
        return end;
    }
}
