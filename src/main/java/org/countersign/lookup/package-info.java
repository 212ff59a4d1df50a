/** The read tools. Arrows lead to mcp, gate, caller and shop. */
@NullMarked
package org.countersign.lookup;

import org.jspecify.annotations.NullMarked;
