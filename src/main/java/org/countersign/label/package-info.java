/** Shipping labels: what they cost, where parcels are, what a person prints; the port {@code Carrier}. Arrows lead to mcp, gate, caller and shop. */
@NullMarked
package org.countersign.label;

import org.jspecify.annotations.NullMarked;
