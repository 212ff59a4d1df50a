/** The built-in test carrier: prices and numbers by rule, no parcel ever moves. Knows shop and the port it implements. */
@NullMarked
package org.countersign.carrier.testcarrier;

import org.jspecify.annotations.NullMarked;
