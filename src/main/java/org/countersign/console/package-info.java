/** What people use: the admin API now, pages later. Arrows lead to gate, ledger, caller, identity, shop. */
@NullMarked
package org.countersign.console;

import org.jspecify.annotations.NullMarked;
