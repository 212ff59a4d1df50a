/** Holding an order back and releasing it: the tools and their actions. Arrows: to change, gate, mcp, shop. */
@NullMarked
package org.countersign.hold;

import org.jspecify.annotations.NullMarked;
