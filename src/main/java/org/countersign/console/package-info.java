/**
 * What people use: the admin API and the pages of the web console. Arrows lead to gate, ledger, caller, identity, shop.
 *
 * <p>A page is a JAX-RS resource below /console that takes a {@link Session} and prints a checked template which includes
 * {@code console/layout}. Headers, sign-in and the CSRF token of every POST are seen to before it is called; a form carries
 * {@code frame.visitor.csrf} in its field {@code csrf}, and what decides begins with {@link Session#mustBeRecent}.
 */
@NullMarked
package org.countersign.console;

import org.jspecify.annotations.NullMarked;
