/** What operators see of the work: counters, times and traces. Its arrows lead to gate, ledger and shop. */
@NullMarked
package org.countersign.meters;

import org.jspecify.annotations.NullMarked;
