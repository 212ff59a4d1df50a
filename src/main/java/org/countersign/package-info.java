/** Countersign: the server that lets a model act on a real shop, at most once and within a person's limits. */
@NullMarked
package org.countersign;

import org.jspecify.annotations.NullMarked;
