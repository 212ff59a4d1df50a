/** Goods that leave the house: the tool, its action and its rules. Arrows: to change, gate, mcp, shop. */
@NullMarked
package org.countersign.fulfil;

import org.jspecify.annotations.NullMarked;
