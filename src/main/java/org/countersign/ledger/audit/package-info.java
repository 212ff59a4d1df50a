/** How events are hashed, sealed and checked, as docs/audit.md tells strangers. No database; its only arrow leads to gate. */
@NullMarked
package org.countersign.ledger.audit;

import org.jspecify.annotations.NullMarked;
