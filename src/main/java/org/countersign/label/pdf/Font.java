package org.countersign.label.pdf;

/** Fonts that every PDF reader has itself. */
public enum Font {
    PLAIN("Helvetica", 60),
    BOLD("Helvetica-Bold", 64),
    NUMBERS("Courier-Bold", 60);

    private final String base;
    private final int usual;

    Font(String base, int usual) {
        this.base = base;
        this.usual = usual;
    }

    String base() {
        return base;
    }

    /** Hundredths of the size: the width of a letter; of the first two that of text with many capitals, since letters differ. */
    int usual() {
        return usual;
    }
}
