package org.countersign.label;

import com.google.zxing.oned.Code128Writer;
import java.util.Optional;
import org.countersign.label.pdf.Page;

/** A Code 128 as bars: what is true is black, each value one module wide (ISO/IEC 15417). */
record Barcode(boolean[] modules) {

    /** The standard asks for ten modules of white on both sides. */
    private static final int QUIET = 10;

    private static final int THICKEST = 20;
    private static final int THINNEST = 7;

    /** Empty for a number that has other characters than ASCII, or far too many. */
    static Optional<Barcode> of(String number) {
        boolean printable =
                !number.isEmpty() && number.length() <= 80 && number.chars().allMatch(one -> one >= ' ' && one <= '~');
        return printable ? Optional.of(new Barcode(new Code128Writer().encode(number))) : Optional.empty();
    }

    /** As wide as fits, whole; false when it does not even in its thinnest form, a quarter of a millimetre a module. */
    boolean draw(Page page, int y, int high) {
        int module = Math.min(THICKEST, page.width() / (modules.length + 2 * QUIET));
        if (module < THINNEST) {
            return false;
        }
        int left = (page.width() - modules.length * module) / 2;
        for (int i = 0; i < modules.length; i++) {
            int from = i;
            while (i < modules.length && modules[i]) {
                i++;
            }
            if (i > from) {
                page.filled(left + from * module, y, (i - from) * module, high);
            }
        }
        return true;
    }
}
