/** The built-in shop: an order system of its own in its own tables and connections; knows shop and the feature ports it implements. */
@NullMarked
package org.countersign.backend.builtin;

import org.jspecify.annotations.NullMarked;
