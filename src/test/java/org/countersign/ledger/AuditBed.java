package org.countersign.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.util.List;
import org.countersign.endtoend.Agent;
import org.countersign.endtoend.Refunding;
import org.countersign.endtoend.ShopFixture;
import org.countersign.endtoend.Sql;
import org.countersign.ledger.audit.Finding;
import org.countersign.ledger.audit.Report;
import org.junit.jupiter.api.BeforeEach;

/** A ledger of its own for each test, written by real calls. {@link #sql} is the tables' owner, whom nothing stops. */
abstract class AuditBed {

    static final String NOTE = "Xanthippe Quillfeather says it smells of kerosene";

    @Inject
    Audit audit;

    @Inject
    Seals seals;

    @Inject
    Trail trail;

    final Sql sql = Sql.ofThisServer();

    @BeforeEach
    void anEmptyLedger() {
        for (String table : List.of(
                "event",
                "event_text",
                "unsealed",
                "seal",
                "step",
                "action_words",
                "action_key",
                "action",
                "object_lease")) {
            sql.execute("truncate countersign." + table + " cascade");
        }
    }

    /** An action of several events: claimed, the checks, sending, settled. */
    Agent.Said refund() {
        return refund(new ShopFixture(sql, "USD", 900).line(3, 1000).payment("credit_card", 3900));
    }

    Agent.Said refund(ShopFixture shop) {
        Agent ada = Agent.as("ada");
        Agent.Said said = ada.call(refunding(ada, shop));
        assertThat(said.status()).isEqualTo("done");
        return said;
    }

    static Refunding refunding(Agent ada, ShopFixture shop) {
        return Refunding.of(ada.order(shop.order)).line(shop.line(1), 1).with("note", NOTE);
    }

    long event(String action, int seq) {
        return sql.number("select id from countersign.event where action_id = ? and seq = ?", action, seq);
    }

    long events() {
        return sql.number("select count(*) from countersign.event");
    }

    long last(String action) {
        return sql.number("select max(id) from countersign.event where action_id = ?", action);
    }

    Report verified() {
        return verified(null);
    }

    Report verified(String head) {
        return audit.verify(head, events -> {});
    }

    String sealed() {
        seals.sealAll();
        return seals.newest().orElseThrow().head();
    }

    static boolean found(Report report, Finding.What what, Long event, String action, Long seal) {
        return report.findings().stream()
                .anyMatch(finding -> finding.what() == what
                        && (event == null || event.equals(finding.event()))
                        && (action == null || action.equals(finding.action()))
                        && (seal == null || seal.equals(finding.seal())));
    }
}
