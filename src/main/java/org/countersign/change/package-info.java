/**
 * What can be changed of an order or a customer beside refunds and cancellations: the port {@link
 * org.countersign.change.Changes}, the sealed words {@link org.countersign.change.Change} that go through it, and what the
 * features that are made of them share. Arrows: to gate, refund and shop; features point here, and no feature to another.
 *
 * <p>A new kind of change: one record that implements {@code Change} (its request, its planned effect, and what the object
 * shows of it afterwards), one line in {@code Change.of}, one {@code Edit} in the built-in shop, one paragraph in
 * docs/backend-protocol.md, one case in {@code ChangesContract}. Its tool and action live in the feature's room; address/ is
 * the worked example.
 */
@NullMarked
package org.countersign.change;

import org.jspecify.annotations.NullMarked;
