/** Saying yes to a plan that was shown: the tool. Arrows: to gate and mcp. */
@NullMarked
package org.countersign.confirm;

import org.jspecify.annotations.NullMarked;
