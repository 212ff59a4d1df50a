/** Paying an order with another method: the tool and its action. Arrows: to change, refund, gate, mcp, shop. */
@NullMarked
package org.countersign.payment;

import org.jspecify.annotations.NullMarked;
