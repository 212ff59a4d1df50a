/** What a person sees of an action before they decide about it, as data. Arrows lead to gate, caller, shop and its read ports. */
@NullMarked
package org.countersign.approval;

import org.jspecify.annotations.NullMarked;
