package org.countersign.gate;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.countersign.caller.Grant;
import org.countersign.caller.Grants;
import org.countersign.shop.BackendUnavailable;
import org.countersign.shop.ShopObject;

/**
 * What an action is about as the shop shows it now, and whether that is still what was judged: for the persons who decide. It
 * is what an execution would find; the execution looks for itself.
 */
@ApplicationScoped
public class FreshLook {

    private final ShopReads shop;
    private final Receipts receipts;
    private final Ledger ledger;
    private final Grants grants;

    FreshLook(ShopReads shop, Receipts receipts, Ledger ledger, Grants grants) {
        this.shop = shop;
        this.receipts = receipts;
        this.ledger = ledger;
        this.grants = grants;
    }

    public sealed interface Found {}

    /** @param asPlanned whether everything that its version covers is as it was */
    public record Now(ShopObject object, boolean asPlanned) implements Found {}

    public record Gone() implements Found {}

    /** The shop cannot be asked. */
    public record Unreadable() implements Found {}

    /** The action is about no object of the shop. */
    public record Nothing() implements Found {}

    public Found at(Entry entry) {
        ObjectRef target = entry.target();
        if (!target.isShopObject()) {
            return new Nothing();
        }
        try {
            Optional<? extends ShopObject> now = shop.read(target);
            return now.isEmpty() ? new Gone() : new Now(now.get(), asPlanned(entry, now.get()));
        } catch (BackendUnavailable gone) {
            return new Unreadable();
        }
    }

    /** Whether the requester still has the very grant that it was judged by. */
    public boolean grantHolds(Entry entry) {
        return grant(entry).isPresent();
    }

    Optional<Grant> grant(Entry entry) {
        Outcome.DecidedBy decidedBy = entry.outcome().decidedBy();
        return decidedBy == null
                ? Optional.empty()
                : grants.of(entry.who().roles(), entry.tool()).stream()
                        .filter(grant ->
                                grant.role().equals(decidedBy.role()) && grant.version() == decidedBy.grantVersion())
                        .findFirst();
    }

    private boolean asPlanned(Entry entry, ShopObject now) {
        String content = Digest.hex(receipts.content(now, ledger.settled(entry.target())));
        return Receipts.contentOf(entry.version()).equals(content);
    }
}
