/**
 * What the shop and this server know beside orders: the shop's policy texts and the playbooks. Arrows lead to mcp, gate,
 * caller and shop.
 */
@NullMarked
package org.countersign.knowledge;

import org.jspecify.annotations.NullMarked;
