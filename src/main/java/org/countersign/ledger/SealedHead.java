package org.countersign.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.countersign.ledger.audit.Seal;
import org.jspecify.annotations.Nullable;

/** The newest seal this server knows of, for health and metrics. */
@ApplicationScoped
public class SealedHead {

    private volatile @Nullable Seal seal;

    /** {@code n:hash}. */
    public Optional<String> newest() {
        return Optional.ofNullable(seal).map(Seal::head);
    }

    /** Zero before the first. */
    public long number() {
        Seal now = seal;
        return now == null ? 0 : now.n();
    }

    public Optional<Instant> at() {
        return Optional.ofNullable(seal).map(Seal::at);
    }

    boolean known() {
        return seal != null;
    }

    void is(Seal newest) {
        seal = newest;
    }
}
