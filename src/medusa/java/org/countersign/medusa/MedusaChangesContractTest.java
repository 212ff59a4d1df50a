package org.countersign.medusa;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.countersign.backend.ChangesContract;
import org.countersign.backend.ShopBed;
import org.countersign.change.LineChanges;
import org.countersign.shop.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("outer")
@QuarkusTest
@TestProfile(MedusaProfile.class)
class MedusaChangesContractTest extends ChangesContract {

    MedusaShop shop;

    @Override
    protected ShopBed bed() {
        return new MedusaBed(shop);
    }

    /** Medusa works the tax out anew, and would take a discount away: so a discounted order is declined. */
    @Override
    @Test
    protected void unitsThatChangeAloneBecomeALineOfTheirOwnAndNoCentIsLost() {
        List<ShopBed.Line> lines = List.of(new ShopBed.Line(3, 1000), new ShopBed.Line(2, 500));
        Order order = bed().order("USD", 0, lines, List.of(new ShopBed.Paid("credit_card", 4000)));
        String first = order.lines().getFirst().id();
        String product = order.lines().getFirst().productId();
        String same = bed().variant(product, 1000, 1);
        String cheaper = bed().variant(product, 900, 1);
        LineChanges change = LineChanges.of(order, List.of(swap(order, 0, same, 1), swap(order, 0, cheaper, 1)));
        holds("change_order_items", change, LineChanges.of(order, List.of(swap(order, 0, same, 1))), () -> {
            Order now = bed().again(order);
            assertThat(now.lines()).hasSize(4);
            assertThat(now.totals().total()).isEqualTo(usd(3900));
            assertThat(now.line(first).orElseThrow().quantity()).isEqualTo(1);
            assertThat(now.line(first + ".2").orElseThrow().variantId()).isEqualTo(same);
            assertThat(now.line(first + ".3").orElseThrow().unitPrice()).isEqualTo(usd(900));
            assertThat(stock(same)).isZero();
        });
        Order discounted = bed().order(
                        "USD",
                        0,
                        List.of(new ShopBed.Line(3, 1000, 100, 0)),
                        List.of(new ShopBed.Paid("credit_card", 2900)));
        String other = bed().variant(discounted.lines().getFirst().productId(), 1000, 1);
        declined(LineChanges.of(discounted, List.of(swap(discounted, 0, other, 1))));
        assertThat(bed().again(discounted)).isEqualTo(discounted);
    }
}
