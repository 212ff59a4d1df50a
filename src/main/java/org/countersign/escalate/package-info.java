/** Handing a case to a person: the tool. What persons do with it is the console's. Arrows: to gate and mcp. */
@NullMarked
package org.countersign.escalate;

import org.jspecify.annotations.NullMarked;
