package org.countersign.medusa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.countersign.backend.ShopBed.Line;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the backend is built around, seen in Medusa without us: who changes its version learns here what has changed. */
@Tag("outer")
class MedusaItselfTest {

    private final MedusaShop shop = MedusaShop.ofThisJvm();
    private final Refunded refunded = new Refunded(shop.admin());

    private String order(Line... lines) {
        return new Checkout(shop).order("USD", 900, List.of(lines));
    }

    private void refund(String order, Object amount) {
        String payment = refunded.payment(order, "refunds").path("id").asText();
        shop.admin().post("/admin/payments/" + payment + "/refund", Map.of("amount", amount, "note", "the same"));
    }

    @Test
    void itPaysTheSameRefundTwice() {
        String order = order(new Line(1, 5500));
        refund(order, 20);
        refund(order, 20);
        assertThat(refunded.of(order)).containsExactly(new BigDecimal("20"), new BigDecimal("20"));
    }

    @Test
    void itSaysNoToARefundThatItHasPaid() {
        String order = order(new Line(1, 5500));
        shop.admin().post("/admin/order-edits", Map.of("order_id", order));
        assertThatThrownBy(() -> refund(order, 20))
                .hasMessageContaining(" 400 ")
                .hasMessageContaining("active order change");
        assertThat(refunded.of(order)).containsExactly(new BigDecimal("20"));
    }

    @Test
    void itRoundsNoTax() {
        String order = order(new Line(3, 1000, 150, 77));
        BigDecimal taken = Refunded.decimal(refunded.payment(order, "captures"), "amount");
        assertThat(taken)
                .isNotEqualByComparingTo("38.27")
                .isCloseTo(new BigDecimal("38.27"), within(new BigDecimal("0.005")));
    }
}
