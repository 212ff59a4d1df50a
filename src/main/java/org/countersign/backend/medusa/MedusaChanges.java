package org.countersign.backend.medusa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.countersign.backend.Effects;
import org.countersign.backend.OfBackend;
import org.countersign.change.Change;
import org.countersign.change.Changes;
import org.countersign.change.Dispatch;
import org.countersign.change.Fulfillment;
import org.countersign.gate.Abilities;
import org.countersign.gate.Absence;
import org.countersign.gate.Attempt;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.Resend;
import org.countersign.gate.StepKey;
import org.countersign.shop.BackendUnavailable;
import org.jspecify.annotations.Nullable;

/** Changes in Medusa: each kind has its {@link Edit}; what has none, Medusa cannot do. */
@OfBackend(MedusaShop.NAME)
@ApplicationScoped
class MedusaChanges implements Changes {

    private static final String NOTES = "add_order_note";
    private static final Duration FOR_GOOD = Duration.ofDays(365);

    private final Medusa medusa;
    private final Map<Class<?>, Edit<?>> edits = new HashMap<>();

    MedusaChanges(Medusa medusa, @Any Instance<Edit<?>> edits) {
        this.medusa = medusa;
        edits.forEach(edit -> this.edits.put(edit.kind(), edit));
    }

    /** It ignores keys, and what it does not show may still come; a write may read first ({@link Deadline}). */
    static Abilities abilities(Medusa medusa) {
        return new Abilities(
                Resend.NOTHING,
                Absence.HINT,
                Duration.ZERO,
                Duration.ZERO,
                medusa.callTimeout().multipliedBy(2));
    }

    /** A note is kept under its key, so that writing it again writes the same. */
    @Override
    public Abilities abilities(String tool) {
        Abilities all = abilities(medusa);
        return tool.equals(NOTES)
                ? new Abilities(Resend.KEY, all.absence(), FOR_GOOD, all.settleTime(), all.callTimeout())
                : all;
    }

    /** That a parcel has left the house, and under which number, is a request of its own. */
    @Override
    public List<Change> parts(Change change) {
        return change instanceof Fulfillment parcel
                ? List.of(
                        new Fulfillment(
                                parcel.order(),
                                parcel.lines(),
                                null,
                                parcel.carrier(),
                                parcel.labelId(),
                                parcel.notifyCustomer()),
                        new Dispatch(parcel.order(), parcel.trackingNumber(), parcel.notifyCustomer()))
                : List.of(change);
    }

    @Override
    public Optional<Reply> through(Attempt attempt) {
        return medusa.through(attempt);
    }

    @Override
    public Reply send(String tool, Change change, StepKey key) {
        Edit<Change> edit = edit(change);
        if (edit == null) {
            return new Reply.Declined("Medusa has no such thing as " + change.kind());
        }
        try {
            return edit.send(change, key);
        } catch (BackendUnavailable unread) {
            return new Reply.NotSent(String.valueOf(unread.getMessage()), null);
        }
    }

    @Override
    public Proof find(String tool, Change change, StepKey key) {
        return looked(change, edit -> edit.find(change, key));
    }

    @Override
    public Proof findOrClose(String tool, Change change, StepKey key) {
        return looked(change, edit -> edit.findOrClose(change, key));
    }

    private Proof looked(Change change, Function<Edit<Change>, Proof> look) {
        Edit<Change> edit = edit(change);
        return edit == null ? new Proof.NotShown(Absence.HINT) : Effects.looked(() -> look.apply(edit));
    }

    @SuppressWarnings("unchecked")
    private @Nullable Edit<Change> edit(Change change) {
        return (Edit<Change>) edits.get(change.getClass());
    }
}
