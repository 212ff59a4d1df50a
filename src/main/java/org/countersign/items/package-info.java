/** Other variants of what was ordered, before it leaves the house: the tool and its action. Arrows: to change, refund, gate, mcp, shop. */
@NullMarked
package org.countersign.items;

import org.jspecify.annotations.NullMarked;
