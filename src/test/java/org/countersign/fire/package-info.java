/**
 * The gate under fire: real servers that are killed, paused and cut off at named points, found from outside by reading the
 * wire, while clients repeat their calls. Afterwards the effects in the shop are counted against the ledger.
 */
package org.countersign.fire;
