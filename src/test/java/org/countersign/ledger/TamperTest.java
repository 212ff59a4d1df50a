package org.countersign.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.sql.SQLException;
import org.countersign.endtoend.Agent;
import org.countersign.endtoend.ShopFixture;
import org.countersign.ledger.audit.Finding.What;
import org.countersign.ledger.audit.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The owner of the database changes it behind the server's back: verify says where and what (contract, section 9). */
@QuarkusTest
@TestProfile(AuditProfile.class)
class TamperTest extends AuditBed {

    @Test
    void whatNobodyTouchedIsAsItWasWritten() {
        refund();
        Agent.as("ada").call("refund_order", "order_id", "#W1");
        String head = sealed();
        long before = events();
        refund();
        Report report = verified(head);
        assertThat(report.findings()).isEmpty();
        assertThat(report.events()).isEqualTo(sql.number("select count(*) from countersign.event"));
        assertThat(report.events()).isGreaterThanOrEqualTo(7);
        assertThat(report.head()).isEqualTo(head);
        assertThat(report.unsealedEvents()).as("the second refund").isEqualTo(events() - before);
        assertThat(report.json().path("unsealed").path("oldest").asText()).startsWith("20");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data = data || '{\"status\": \"FAILED\"}'",
                "data = data || '{\"more\": 1}'",
                "at = at + interval '1 microsecond'",
                "kind = 'looked'",
                "subject = 'u-lea'",
                "issuer = 'https://elsewhere'",
                "hash = sha256(hash)"
            })
    void aChangedEventIsFoundBeforeAndAfterItsSeal(String change) {
        String action = refund().action();
        long event = event(action, 3);
        sql.execute("update countersign.event set " + change + " where id = ?", event);
        assertThat(found(verified(), What.CHANGED, event, action, null)).isTrue();
        sealed();
        assertThat(found(verified(), What.CHANGED, event, action, null)).isTrue();
    }

    @Test
    void aChainThatWasMadeAnewIsFoundByItsSeal() throws SQLException {
        String action = refund().action();
        sealed();
        sql.execute("update countersign.event set subject = 'u-lea' where action_id = ? and seq = 2", action);
        try (Forger forger = new Forger()) {
            forger.chain(action);
        }
        Report report = verified();
        assertThat(found(report, What.CHANGED, event(action, 1), null, 1L))
                .as("it was not touched")
                .isFalse();
        assertThat(found(report, What.CHANGED, event(action, 2), null, 1L)).isTrue();
        assertThat(found(report, What.CHANGED, event(action, 3), null, 1L)).isTrue();
    }

    @Test
    void aChainAndItsSealsMadeAnewAreFoundByTheHead() throws SQLException {
        String action = refund().action();
        String first = sealed();
        refund();
        String second = sealed();
        sql.execute("update countersign.event set subject = 'u-lea' where action_id = ? and seq = 2", action);
        try (Forger forger = new Forger()) {
            forger.chain(action);
            forger.seals();
        }
        assertThat(verified().ok()).as("inside of the database everything fits").isTrue();
        assertThat(found(verified(first), What.OTHER_HEAD, null, null, 1L)).isTrue();
        assertThat(found(verified(second), What.OTHER_HEAD, null, null, 2L)).isTrue();
    }

    @Test
    void aRemovedEventIsFoundBeforeAndAfterItsSeal() {
        String action = refund().action();
        String other = refund().action();
        long third = event(action, 3);
        long lost = event(action, 2);
        sql.execute("delete from countersign.event where id = ?", lost);
        Report before = verified();
        assertThat(found(before, What.REMOVED, third, action, null))
                .as("from its chain")
                .isTrue();
        assertThat(found(before, What.REMOVED, lost, null, null))
                .as("from what waits")
                .isTrue();
        sealed();
        assertThat(found(verified(), What.REMOVED, lost, null, null))
                .as("still")
                .isTrue();

        long sealedOne = event(other, 2);
        sql.execute("delete from countersign.event where id = ?", sealedOne);
        assertThat(found(verified(), What.REMOVED, sealedOne, null, 1L)).isTrue();
    }

    @Test
    void aRemovedActionIsFound() {
        String sealedAction = refund().action();
        long event = event(sealedAction, 1);
        sealed();
        String action = refund().action();
        long unsealed = event(action, 1);
        String kept = refund().action();
        sql.execute("delete from countersign.event where action_id in (?, ?)", action, sealedAction);
        Report report = verified();
        assertThat(found(report, What.REMOVED, event, null, 1L)).isTrue();
        assertThat(found(report, What.REMOVED, unsealed, null, null)).isTrue();
        assertThat(found(report, What.REMOVED, null, action, null)).isTrue();

        for (String table : new String[] {"budget_use", "step", "action_words"}) {
            sql.execute("delete from countersign." + table + " where action_id = ?", kept);
        }
        sql.execute("delete from countersign.action where id = ?", kept);
        assertThat(found(verified(), What.REMOVED, null, kept, null)).isTrue();
    }

    @Test
    void swappedEventsAreFound() {
        String action = refund().action();
        long one = event(action, 1);
        long two = event(action, 2);
        sealed();
        sql.execute("update countersign.event set seq = seq + 100 where id in (?, ?)", one, two);
        sql.execute("""
                update countersign.event e
                   set seq = o.seq - 100, at = o.at, kind = o.kind, data = o.data, prev = o.prev, hash = o.hash
                  from countersign.event o where e.id in (?, ?) and o.id in (?, ?) and o.id <> e.id""", one, two, one, two);
        Report report = verified();
        assertThat(found(report, What.SWAPPED, one, null, 1L)).isTrue();
        assertThat(found(report, What.SWAPPED, two, null, 1L)).isTrue();
    }

    @Test
    void eventsWhoseNumbersAreSwappedAreFoundBeforeTheirSeal() {
        String action = refund().action();
        long two = event(action, 2);
        sql.execute("update countersign.event set seq = 900 where id = ?", two);
        sql.execute("update countersign.event set seq = 2 where action_id = ? and seq = 3", action);
        sql.execute("update countersign.event set seq = 3 where id = ?", two);
        Report report = verified();
        assertThat(found(report, What.CHANGED, two, action, null)).isTrue();
        assertThat(found(report, What.BROKEN_LINK, null, action, null)).isTrue();
    }

    @Test
    void aTailThatIsCutBeforeItsSealIsFound() {
        String action = refund().action();
        long last = last(action);
        sql.execute("delete from countersign.event where id = ?", last);
        assertThat(found(verified(), What.REMOVED, last, null, null)).isTrue();
        sealed();
        assertThat(found(verified(), What.REMOVED, last, null, null))
                .as("sealing hides nothing")
                .isTrue();

        sql.execute("delete from countersign.event where action_id = ? and seq > 1", action);
        sql.execute("delete from countersign.unsealed");
        assertThat(found(verified(), What.CUT, null, action, null)).isTrue();
    }

    @Test
    void aTailThatIsCutWithItsSealIsFoundByTheHead() {
        refund();
        sealed();
        Agent.as("ada").call("refund_order", "order_id", "#W1");
        String head = sealed();
        assertThat(head).startsWith("2:");
        sql.execute(
                "delete from countersign.event where id in (select unnest(event_ids) from countersign.seal where n = 2)");
        sql.execute("delete from countersign.seal where n = 2");
        assertThat(verified().ok()).as("nothing in the database tells").isTrue();
        assertThat(found(verified(head), What.OTHER_HEAD, null, null, 2L)).isTrue();
    }

    @Test
    void aSealThatIsRemovedOrChangedIsFound() {
        for (int n = 0; n < 3; n++) {
            refund();
            sealed();
        }
        sql.execute("update countersign.seal set event_ids = event_ids[1:2] || array[event_ids[3] + 100] where n = 3");
        assertThat(found(verified(), What.SEAL_CHANGED, null, null, 3L)).isTrue();
        sql.execute("delete from countersign.seal where n = 2");
        Report report = verified();
        assertThat(found(report, What.SEAL_REMOVED, null, null, 3L)).isTrue();
        assertThat(found(report, What.NOT_SEALED, null, null, null)).isTrue();
    }

    @Test
    void anEventThatIsKeptFromTheSealerIsFound() {
        String action = refund().action();
        long event = event(action, 2);
        sql.execute("delete from countersign.unsealed where event_id = ?", event);
        sealed();
        assertThat(found(verified(), What.NOT_SEALED, event, null, null)).isTrue();
    }

    @Test
    void otherWordsThanWereWrittenAreFoundAndSoAreMissingOnes() {
        String action = refund().action();
        String other = refund(new ShopFixture(sql, "USD", 0).line(2, 1000).payment("credit_card", 2000))
                .action();
        sql.execute(
                "update countersign.event_text set text = '{\"note\": \"all fine\"}' where about = ? and seq = 1",
                action);
        sql.execute("delete from countersign.event_text where about = ?", other);
        Report report = verified();
        assertThat(found(report, What.WORDS_CHANGED, event(action, 1), action, null))
                .isTrue();
        assertThat(found(report, What.WORDS_REMOVED, event(other, 1), other, null))
                .isTrue();
    }

    @Test
    void aHeadThatIsNoneIsRefused() {
        assertThatThrownBy(() -> verified("newest")).isInstanceOf(IllegalArgumentException.class);
    }
}
