package org.countersign.label;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.ReaderException;
import com.google.zxing.Result;
import com.google.zxing.common.BitArray;
import com.google.zxing.oned.Code128Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A PDF as a reader takes it apart: from its end to the table, from the table to the objects. It fails where one would. */
final class ParsedPdf {

    record Box(int x, int y, int wide, int high) {}

    record Text(String font, int size, int x, int y, String text) {}

    private static final Pattern BOX = Pattern.compile("(\\S+) (\\S+) (\\S+) (\\S+) re f");
    private static final Pattern TEXT =
            Pattern.compile("BT /(\\S+) (\\S+) Tf (\\S+) (\\S+) Td \\(((?:[^\\\\()]|\\\\.)*)\\) Tj ET");

    private final String file;
    private final Map<Integer, String> objects = new TreeMap<>();

    ParsedPdf(byte[] bytes) {
        file = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(file).startsWith("%PDF-1.4\n").endsWith("\n%%EOF\n");
        Matcher end = Pattern.compile("startxref\n(\\d+)\n%%EOF\n$").matcher(file);
        assertThat(end.find()).isTrue();
        readTable(Integer.parseInt(end.group(1)));
    }

    private void readTable(int start) {
        Matcher head = Pattern.compile("\\Gxref\n0 (\\d+)\n").matcher(file);
        assertThat(head.find(start)).as("the table lies where startxref says").isTrue();
        int count = Integer.parseInt(head.group(1));
        int row = head.end();
        for (int n = 0; n < count; n++, row += 20) {
            String entry = file.substring(row, row + 20);
            assertThat(entry).matches(n == 0 ? "0000000000 65535 f \n" : "\\d{10} 00000 n \n");
            if (n > 0) {
                readObject(n, Integer.parseInt(entry.substring(0, 10)));
            }
        }
        assertThat(file.substring(row)).startsWith("trailer\n<< /Size " + count + " /Root 1 0 R");
    }

    private void readObject(int n, int at) {
        assertThat(file.startsWith(n + " 0 obj\n", at))
                .as("object %d lies where the table says", n)
                .isTrue();
        objects.put(n, file.substring(at, file.indexOf("\nendobj\n", at)));
    }

    String dictionary(String type) {
        return objects.values().stream()
                .filter(object -> object.contains("/Type /" + type + " "))
                .findFirst()
                .orElseThrow();
    }

    long count(String type) {
        return objects.values().stream()
                .filter(object -> object.contains("/Type /" + type + " "))
                .count();
    }

    /** The page's content, exactly as long as its dictionary says. */
    String content() {
        Matcher reference = Pattern.compile("/Contents (\\d+) 0 R").matcher(dictionary("Page"));
        assertThat(reference.find()).isTrue();
        String object = objects.get(Integer.parseInt(reference.group(1)));
        Matcher length = Pattern.compile("/Length (\\d+) >>\nstream\n").matcher(object);
        assertThat(length.find()).isTrue();
        String content = object.substring(length.end(), length.end() + Integer.parseInt(length.group(1)));
        assertThat(object.substring(length.end() + content.length())).isEqualTo("endstream");
        return content;
    }

    List<Text> texts() {
        List<Text> texts = new ArrayList<>();
        Matcher text = TEXT.matcher(content());
        while (text.find()) {
            texts.add(new Text(
                    text.group(1),
                    tenths(text.group(2)) / 10,
                    tenths(text.group(3)),
                    tenths(text.group(4)),
                    text.group(5).replaceAll("\\\\(.)", "$1")));
        }
        return texts;
    }

    List<String> words() {
        return texts().stream().map(Text::text).toList();
    }

    List<Box> boxes() {
        List<Box> boxes = new ArrayList<>();
        Matcher box = BOX.matcher(content());
        while (box.find()) {
            boxes.add(new Box(tenths(box.group(1)), tenths(box.group(2)), tenths(box.group(3)), tenths(box.group(4))));
        }
        return boxes;
    }

    /** What a scanner reads across the tall boxes, white on both sides included. */
    String scanned(int pageWidth) throws ReaderException {
        BitArray row = new BitArray(pageWidth);
        List<Box> bars = boxes().stream()
                .filter(box -> box.high() > 100)
                .sorted(Comparator.comparing(Box::x))
                .toList();
        for (Box bar : bars) {
            row.setRange(bar.x(), bar.x() + bar.wide());
        }
        Result result = new Code128Reader().decodeRow(0, row, null);
        assertThat(result.getBarcodeFormat()).isEqualTo(BarcodeFormat.CODE_128);
        return result.getText();
    }

    private static int tenths(String points) {
        return new java.math.BigDecimal(points).movePointRight(1).intValueExact();
    }
}
