/** The words of a shop and the ports to read it; no framework, and no arrow leads out of here. */
@NullMarked
package org.countersign.shop;

import org.jspecify.annotations.NullMarked;
