/**
 * Shipping labels: what they cost, where parcels are, what a person prints; the port {@link org.countersign.label.Carrier}. Arrows lead
 * to change, mcp, gate, caller and shop. A carrier with effects of its own would need a step of its own, before the shop is told.
 */
@NullMarked
package org.countersign.label;

import org.jspecify.annotations.NullMarked;
