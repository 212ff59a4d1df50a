/**
 * Goods that come back: asking for it (create_return, exchange_items) moves nothing, receiving (receive_return) moves stock and
 * money. Arrows: to change, refund, label (its quotes), gate, mcp, shop.
 */
@NullMarked
package org.countersign.returns;

import org.jspecify.annotations.NullMarked;
