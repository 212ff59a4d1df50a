package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.countersign.endtoend.TappedServices.Taps;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** How many statements and commits a call costs, counted on the wire; whoever raises a ceiling says why. */
@QuarkusTest
@TestProfile(TappedProfile.class)
class StatementsTest {

    private static final Logger LOG = Logger.getLogger(StatementsTest.class);
    private static final int ROUNDS = 15;

    Taps taps;

    private final Sql sql =
            new Sql(ConfigProvider.getConfig().getValue(TappedServices.DIRECT, String.class), "countersign");

    private record Cost(int statements, int commits, List<String> ledger, List<String> shop) {}

    @Test
    void aGuardedRefundTakesAtMostTwentyStatementsAndFiveCommits() {
        Agent bench = Agent.as("bench");
        Cost cost = usual(() -> {
            ShopFixture shop = new ShopFixture(sql, "USD", 0).line(2, 3200).payment("gift_card", 6400);
            Refunding call = Refunding.of(bench.order(shop.order)).line(shop.line(1), 1);
            return counted(() -> bench.call(call));
        });
        LOG.infof("a refund of one line: %s", cost);
        assertThat(cost.statements()).as("%s", cost).isLessThanOrEqualTo(20);
        assertThat(cost.commits()).as("%s", cost).isLessThanOrEqualTo(5);
    }

    @Test
    void aReplayWritesNothing() {
        Agent bench = Agent.as("bench");
        ShopFixture shop = new ShopFixture(sql, "USD", 0).line(2, 3200).payment("credit_card", 6400);
        Refunding call = Refunding.of(bench.order(shop.order)).line(shop.line(1), 1);
        bench.call(call);
        Cost cost = usual(() -> counted(() -> bench.call(call)));
        LOG.infof("a replay: %s", cost);
        assertThat(cost.statements()).as("%s", cost).isLessThanOrEqualTo(2);
        assertThat(cost.commits()).as("%s", cost).isZero();
        assertThat(cost.shop()).isEmpty();
    }

    @Test
    void aReadOfAnOrderWritesNothing() {
        Agent bench = Agent.as("bench");
        ShopFixture shop = new ShopFixture(sql, "USD", 0).line(2, 3200).payment("credit_card", 6400);
        Cost cost = usual(() -> counted(() -> bench.call("get_order", "order_id", shop.order)));
        LOG.infof("get_order: %s", cost);
        assertThat(cost.statements()).as("%s", cost).isLessThanOrEqualTo(3);
        assertThat(cost.commits()).as("%s", cost).isZero();
    }

    /** The cheapest of several: now and then a call also reads the policy again, or opens a connection. */
    private static Cost usual(Supplier<Cost> call) {
        List<Cost> costs = new ArrayList<>();
        for (int n = 0; n < ROUNDS; n++) {
            costs.add(call.get());
        }
        costs.sort((one, other) -> Integer.compare(one.statements(), other.statements()));
        return costs.get(ROUNDS / 3);
    }

    private Cost counted(Supplier<Agent.Said> call) {
        taps.ledger().countFromHere();
        taps.shop().countFromHere();
        assertThat(call.get().isError()).isFalse();
        List<String> ledger = taps.ledger().done();
        List<String> shop = taps.shop().done();
        List<String> all = new ArrayList<>(ledger);
        all.addAll(shop);
        int statements = (int) all.stream()
                .filter(tag -> !tag.matches("(BEGIN|COMMIT|ROLLBACK)( alone)?"))
                .count();
        int commits = (int) all.stream()
                .filter(tag -> tag.equals("COMMIT") || tag.matches("(INSERT|UPDATE|DELETE).* alone"))
                .count();
        return new Cost(statements, commits, ledger, shop);
    }
}
