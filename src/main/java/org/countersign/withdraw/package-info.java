/** Taking back what was asked for and not begun: the tool. Arrows: to gate and mcp. */
@NullMarked
package org.countersign.withdraw;

import org.jspecify.annotations.NullMarked;
