/** Notes on an order: the tool and its action. Arrows: to change, gate, mcp, shop. */
@NullMarked
package org.countersign.note;

import org.jspecify.annotations.NullMarked;
