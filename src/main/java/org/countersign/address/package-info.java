/** Changing where an order goes and where a customer lives: the tools and their actions. Arrows: to change, gate, mcp, shop. */
@NullMarked
package org.countersign.address;

import org.jspecify.annotations.NullMarked;
