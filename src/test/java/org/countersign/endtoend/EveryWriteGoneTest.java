package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.LinkedHashMap;
import java.util.Map;
import org.countersign.endtoend.TappedServices.Taps;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every write while a database is away: nothing is done, the answer says which one is missing, and later it is done once. */
@QuarkusTest
@TestProfile(TappedProfile.class)
@Timeout(300)
class EveryWriteGoneTest {

    Taps taps;

    private final Sql sql =
            new Sql(ConfigProvider.getConfig().getValue(TappedServices.DIRECT, String.class), "countersign");
    private final Agent bench = Agent.as("bench");

    @AfterEach
    void mend() {
        taps.ledger().mend();
        taps.shop().mend();
    }

    private Map<EveryWrite, ObjectNode> prepared() {
        Map<EveryWrite, ObjectNode> calls = new LinkedHashMap<>();
        EveryWrite.ALL.forEach(write -> calls.put(write, write.call(bench, sql)));
        bench.tools();
        return calls;
    }

    private long effects() {
        return sql.number("select (select count(*) from shop.changes) + (select count(*) from shop.refunds)"
                + " + (select count(*) from shop.cancellations)");
    }

    private void laterDone(Map<EveryWrite, ObjectNode> calls) {
        calls.forEach((write, call) -> {
            Agent.Said said = bench.call(write.tool(), call);
            for (int n = 0; n < 60 && !said.status().equals("done"); n++) {
                said = bench.call(write.tool(), call);
            }
            assertThat(said.status()).as("%s: %s", write, said.content()).isEqualTo("done");
        });
    }

    @Test
    void withoutTheLedgerNothingIsDone() {
        Map<EveryWrite, ObjectNode> calls = prepared();
        long before = effects();
        taps.ledger().cut();
        calls.forEach((write, call) -> {
            Agent.Said said = bench.call(write.tool(), call);
            assertThat(said.error()).as("%s: %s", write, said.content()).isEqualTo("ledger_unavailable");
            assertThat(said.content().at("/error/retryable").asBoolean()).isTrue();
        });
        assertThat(effects()).isEqualTo(before);
        taps.ledger().mend();
        laterDone(calls);
    }

    @Test
    void withoutTheShopNothingIsDone() {
        Map<EveryWrite, ObjectNode> calls = prepared();
        long before = effects();
        taps.shop().cut();
        calls.forEach((write, call) -> {
            Agent.Said said = bench.call(write.tool(), call);
            assertThat(said.error()).as("%s: %s", write, said.content()).isEqualTo("backend_unavailable");
            assertThat(said.content().at("/error/retryable").asBoolean()).isTrue();
        });
        assertThat(effects()).isEqualTo(before);
        taps.shop().mend();
        laterDone(calls);
    }
}
