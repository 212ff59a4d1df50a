/** The shop systems, one folder each; here is what they share, and which one of them is used. */
@NullMarked
package org.countersign.backend;

import org.jspecify.annotations.NullMarked;
