package org.countersign.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.countersign.caller.Caller;
import org.junit.jupiter.api.Test;

/** How often an unmasked read is noted, and that it is noted before it is forgotten that it must be. */
class UnmaskedReadsMemoryTest {

    private final List<Object> notes = new ArrayList<>();
    private boolean down;
    private final MovingClock clock = new MovingClock();
    private final UnmaskedReads reads = new UnmaskedReads(
            (Ledger) Proxy.newProxyInstance(
                    Ledger.class.getClassLoader(), new Class<?>[] {Ledger.class}, (proxy, method, arguments) -> {
                        if (down) {
                            throw new LedgerUnavailable(new IllegalStateException("down"));
                        }
                        notes.add(arguments[3]);
                        return null;
                    }),
            clock);

    private static Caller caller(String subject, String client) {
        return new Caller("i", subject, client, null, Set.of(), Set.of(), true);
    }

    private void look(String subject, String client, String order) {
        reads.object(caller(subject, client), "get_order", ObjectRef.order(order));
    }

    @Test
    void theSameIsNotedAgainAfterTenMinutesAndAnotherAtOnce() {
        look("a", "c", "1");
        clock.goesOn(Duration.ofMinutes(10).minusMillis(1));
        look("a", "c", "1");
        assertThat(notes).hasSize(1);
        clock.goesOn(Duration.ofMillis(1));
        look("a", "c", "1");
        assertThat(notes).hasSize(2);
        look("b", "c", "1");
        look("a", "d", "1");
        look("a", "c", "2");
        reads.object(caller("a", "c"), "dossier", ObjectRef.order("1"));
        assertThat(notes).hasSize(6);
    }

    @Test
    void whatCouldNotBeNotedIsNotTakenForNoted() {
        down = true;
        assertThatThrownBy(() -> look("a", "c", "1")).isInstanceOf(LedgerUnavailable.class);
        down = false;
        look("a", "c", "1");
        assertThat(notes).hasSize(1);
    }

    @Test
    void theMemoryIsBoundedAndForgettingNotesOnceMore() {
        for (int n = 0; n <= UnmaskedReads.KEPT; n++) {
            look("a", "c", "order-" + n);
        }
        look("a", "c", "order-" + UnmaskedReads.KEPT);
        assertThat(notes).hasSize(UnmaskedReads.KEPT + 1);
        look("a", "c", "order-0");
        assertThat(notes).hasSize(UnmaskedReads.KEPT + 2);
    }

    @Test
    void otherRowsAreAnotherListAndNothingToMaskIsNoRead() {
        reads.shown(caller("a", "c"), "find_customers", list("1", "2"));
        reads.shown(caller("a", "c"), "find_customers", list("1", "2"));
        assertThat(notes).hasSize(1);
        reads.shown(caller("a", "c"), "find_customers", list("1", "3"));
        assertThat(notes).hasSize(2);
        reads.shown(caller("a", "c"), "find_products", Json.object().put("email", ""));
        assertThat(notes).hasSize(2);
        assertThat(((Event) notes.getFirst()).data().path("count").asInt()).isEqualTo(2);
        assertThat(((Event) notes.getFirst()).data().toString()).doesNotContain("example.com");
    }

    private static ObjectNode list(String... ids) {
        ObjectNode json = Json.object();
        var rows = json.putArray("customers");
        for (String id : ids) {
            rows.addObject().put("id", id).put("email", id + "@example.com");
        }
        return json;
    }
}
