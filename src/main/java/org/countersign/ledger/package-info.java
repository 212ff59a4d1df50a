/** PostgreSQL: actions, steps, events, keys and leases, exactly once written. Implements the gate's ports. */
@NullMarked
package org.countersign.ledger;

import org.jspecify.annotations.NullMarked;
