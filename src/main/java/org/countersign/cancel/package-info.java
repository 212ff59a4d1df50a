/** Cancelling an order: the tool, the action (refund first, then cancel) and the port a backend implements. */
@NullMarked
package org.countersign.cancel;

import org.jspecify.annotations.NullMarked;
