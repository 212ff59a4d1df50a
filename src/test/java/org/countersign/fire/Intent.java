package org.countersign.fire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.countersign.endtoend.Agent;
import org.countersign.endtoend.Refunding;

/**
 * One refund that somebody wants: once. No two of them are of the same amount for one customer, so that the shop's own books
 * show what became of each, whatever the ledger says.
 */
final class Intent {

    private static final AtomicInteger AMOUNTS = new AtomicInteger();
    private static final Set<String> AGAIN = Set.of("outcome_unknown", "running", "failed");
    private static final Set<String> LATER =
            Set.of("busy", "unresolved", "ledger_unavailable", "backend_unavailable", "too_many_calls");

    final String origin;
    final String order;
    final int cents = 100 + AMOUNTS.getAndIncrement() % 1_900;
    final boolean toGiftCard;
    final AtomicInteger calls = new AtomicInteger();
    private volatile Refunding call;
    private volatile String end = "";

    /** @param origin what was done to it, for the table */
    Intent(String origin, String order, boolean toGiftCard) {
        this.origin = origin;
        this.order = order;
        this.toGiftCard = toGiftCard;
    }

    /** The version this caller goes by: from now on it only repeats. */
    void read(Agent agent) {
        JsonNode now = agent.order(order);
        if (now.path("version").asText().isEmpty()) {
            throw new IllegalStateException("the order could not be read");
        }
        Refunding refund = Refunding.of(now).amount("%d.%02d".formatted(cents / 100, cents % 100));
        call = toGiftCard ? refund.with("refund_to", Orders.giftCard(order)) : refund;
    }

    boolean isRead() {
        return call != null;
    }

    /** One call, always the same. @return whether it came to its end */
    boolean call(Agent agent) {
        calls.incrementAndGet();
        Agent.Said said = agent.call(call);
        if (AGAIN.contains(said.status()) || LATER.contains(said.error())) {
            return false;
        }
        end = said.status().equals("done") ? "done" : said.body().toString();
        return true;
    }

    /** {@code done}, or the unexpected answer; empty as long as there was no final one. */
    String end() {
        return end;
    }
}
