package org.countersign.label.pdf;

import java.util.Locale;

/**
 * What is drawn on one page. Lengths are tenths of a point (1/720 inch) and the origin is the lower left corner, as in PDF,
 * so that no floating point is needed.
 */
public final class Page {

    private final int width;
    private final int height;
    private final StringBuilder content = new StringBuilder();

    public Page(int width, int height) {
        this.width = width;
        this.height = height;
    }

    public int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** As much of the text as fits into the width with letters of usual width; what is cut ends in dots. */
    public Page text(Font font, int size, int x, int y, int within, String text) {
        String shown = WinAnsi.encode(text.strip());
        int most = within * 10 / (font.usual() * size);
        if (shown.length() > most) {
            shown = shown.substring(0, Math.max(0, most - 3)) + "...";
        }
        String escaped = shown.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)");
        content.append("BT /").append(font.name()).append(' ').append(points(size * 10));
        content.append(" Tf ").append(points(x)).append(' ').append(points(y));
        content.append(" Td (").append(escaped).append(") Tj ET\n");
        return this;
    }

    /** @param text of a font whose letters are all as wide */
    public Page centred(Font font, int size, int y, String text) {
        int wide = text.length() * font.usual() * size / 10;
        return text(font, size, (width - wide) / 2, y, width, text);
    }

    public Page filled(int x, int y, int wide, int high) {
        content.append(points(x)).append(' ').append(points(y)).append(' ');
        content.append(points(wide)).append(' ').append(points(high)).append(" re f\n");
        return this;
    }

    public byte[] pdf(String title) {
        return new PdfFile(this, WinAnsi.encode(title)).bytes();
    }

    String content() {
        return content.toString();
    }

    static String points(int tenths) {
        return String.format(Locale.ROOT, "%d.%d", tenths / 10, Math.abs(tenths % 10));
    }
}
