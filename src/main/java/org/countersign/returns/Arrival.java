package org.countersign.returns;

import org.countersign.gate.Planned;

/** What it does that the units of a return or an exchange have come. */
interface Arrival {

    Planned plan();
}
