package org.countersign.label.pdf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A PDF 1.4 of one page: its objects, where each begins, and nothing compressed (PDF 32000-1, section 7.5). */
final class PdfFile {

    private static final String HEAD = "%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n";

    private final Page page;
    private final String title;

    PdfFile(Page page, String title) {
        this.page = page;
        this.title = title;
    }

    byte[] bytes() {
        List<String> objects = objects();
        StringBuilder file = new StringBuilder(HEAD);
        StringBuilder table = new StringBuilder("xref\n0 " + (objects.size() + 1) + "\n0000000000 65535 f \n");
        for (int i = 0; i < objects.size(); i++) {
            table.append(String.format(Locale.ROOT, "%010d 00000 n \n", file.length()));
            file.append(i + 1).append(" 0 obj\n").append(objects.get(i)).append("\nendobj\n");
        }
        int start = file.length();
        file.append(table).append("trailer\n<< /Size ").append(objects.size() + 1);
        file.append(" /Root 1 0 R /Info 5 0 R >>\nstartxref\n").append(start).append("\n%%EOF\n");
        // every character is one byte: offsets count both
        return file.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private List<String> objects() {
        List<String> objects = new ArrayList<>();
        objects.add("<< /Type /Catalog /Pages 2 0 R >>");
        objects.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
        StringBuilder fonts = new StringBuilder();
        for (Font font : Font.values()) {
            fonts.append('/')
                    .append(font.name())
                    .append(' ')
                    .append(6 + font.ordinal())
                    .append(" 0 R ");
        }
        objects.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 " + Page.points(page.width()) + " "
                + Page.points(page.height()) + "] /Contents 4 0 R /Resources << /Font << " + fonts + ">> >> >>");
        String content = page.content();
        objects.add("<< /Length " + content.length() + " >>\nstream\n" + content + "endstream");
        objects.add("<< /Title (" + title.replaceAll("[\\\\()]", "\\\\$0") + ") /Producer (Countersign) >>");
        for (Font font : Font.values()) {
            objects.add("<< /Type /Font /Subtype /Type1 /BaseFont /" + font.base() + " /Encoding /WinAnsiEncoding >>");
        }
        return objects;
    }
}
