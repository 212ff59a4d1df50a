/** Refunds: the tools, the action and the port a backend implements. */
@NullMarked
package org.countersign.refund;

import org.jspecify.annotations.NullMarked;
