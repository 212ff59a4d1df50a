package org.countersign.returns;

import java.util.Optional;
import org.countersign.change.Change;
import org.countersign.gate.Planned;

/** What it does that the units of a return or an exchange have come. */
interface Arrival {

    Planned plan();

    /** Why a step that was planned can no longer be done; empty when it can. */
    Optional<String> hindrance(Change planned);
}
