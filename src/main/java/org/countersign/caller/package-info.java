/** Who asks, and what their roles were granted; deny by default. Its only arrow leads to shop. */
@NullMarked
package org.countersign.caller;

import org.jspecify.annotations.NullMarked;
