package org.countersign.backend.medusa;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.countersign.backend.OfBackend;
import org.countersign.shop.Backend;
import org.countersign.shop.Finding;

/** A shop on Medusa 2. */
@OfBackend(MedusaShop.NAME)
@ApplicationScoped
class MedusaShop implements Backend {

    static final String NAME = "medusa";
    private static final Duration GLANCE = Duration.ofSeconds(2);

    /**
     * Medusa has no holds, no store credit and no way to charge a customer again, and a label is part of a shipment there and
     * nothing that can be bought or voided.
     */
    private static final Set<String> WITHOUT = Set.of(
            "hold_order",
            "release_order",
            "change_payment_method",
            "issue_store_credit",
            "buy_shipping_label",
            "void_shipping_label",
            "quote_shipping_rates");

    private final Medusa medusa;
    private final MedusaCheck check;

    MedusaShop(Medusa medusa, MedusaCheck check) {
        this.medusa = medusa;
        this.check = check;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean offers(String tool) {
        return !WITHOUT.contains(tool);
    }

    @Override
    public boolean reachable() {
        return medusa.healthy(GLANCE);
    }

    @Override
    public String whyNot(String tool) {
        return switch (tool) {
            case "hold_order", "release_order" -> "Medusa has no holds";
            case "issue_store_credit" -> "Medusa has no store credit";
            case "change_payment_method" -> "Medusa cannot charge a customer again";
            default -> "Medusa sells no labels: a tracking number is given with fulfill_order";
        };
    }

    @Override
    public List<Finding> check() {
        return check.findings();
    }

    @Override
    public String versions() {
        return "the object's content and the version that Medusa counts up with each change of the order";
    }

    @Override
    public String ownChecks(String tool) {
        return tool.equals("refund_order")
                ? "no more than was captured of the payment; two at once can both pass where both are partial"
                : "its own state rules; a second order change while one is open is refused";
    }
}
