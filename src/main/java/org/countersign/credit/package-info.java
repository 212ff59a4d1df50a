/** Store credit for a customer: the tool and its action. Arrows: to change, gate, mcp, shop. */
@NullMarked
package org.countersign.credit;

import org.jspecify.annotations.NullMarked;
