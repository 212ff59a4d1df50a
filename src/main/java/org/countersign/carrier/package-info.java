/** The carriers, one folder each; here is which one of them is used. */
@NullMarked
package org.countersign.carrier;

import org.jspecify.annotations.NullMarked;
