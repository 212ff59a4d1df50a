/** One page of a PDF with text, lines and bars, by the byte and without AWT; knows nothing of shops. */
@NullMarked
package org.countersign.label.pdf;

import org.jspecify.annotations.NullMarked;
