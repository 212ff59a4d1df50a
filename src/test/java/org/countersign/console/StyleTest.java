package org.countersign.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both looks can be read (WCAG 2.2, 1.4.3 and 1.4.11). */
class StyleTest {

    private static final Pattern COLOR = Pattern.compile("--([a-z-]+): #([0-9a-f]{6})");

    /** What is written on what. */
    private static final List<String> TEXTS = List.of(
            "text ground",
            "text raised",
            "text changed",
            "quiet ground",
            "quiet raised",
            "link ground",
            "link raised",
            "on-act act",
            "on-stop stop",
            "good ground",
            "bad ground",
            "good raised",
            "bad raised");

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void everyTextStandsOutAndEveryFieldAndFocusIsSeen(String look) throws IOException {
        Map<String, Double> colors = colors(look);
        assertThat(colors).hasSizeGreaterThan(12);
        for (String pair : TEXTS) {
            assertThat(contrast(colors, pair)).as(pair).isGreaterThanOrEqualTo(4.5);
        }
        // the edge of a field, the outline of what has the focus
        assertThat(contrast(colors, "quiet ground")).isGreaterThanOrEqualTo(3);
        assertThat(contrast(colors, "link ground")).isGreaterThanOrEqualTo(3);
        for (String bar : List.of("done", "open", "doubt", "ended", "refused")) {
            assertThat(contrast(colors, "chart-" + bar + " ground")).as(bar).isGreaterThanOrEqualTo(3);
        }
    }

    private static Map<String, Double> colors(String look) throws IOException {
        String[] looks = css().split("@media \\(prefers-color-scheme: dark\\)");
        Map<String, Double> colors = new HashMap<>();
        Matcher color = COLOR.matcher(look.equals("dark") ? looks[1] : looks[0]);
        while (color.find()) {
            colors.put(color.group(1), luminance(Integer.parseInt(color.group(2), 16)));
        }
        return colors;
    }

    private static double contrast(Map<String, Double> colors, String pair) {
        double one = colors.get(pair.split(" ")[0]);
        double other = colors.get(pair.split(" ")[1]);
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16 & 255) + 0.7152 * linear(rgb >> 8 & 255) + 0.0722 * linear(rgb & 255);
    }

    private static double linear(int channel) {
        double part = channel / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }

    private static String css() throws IOException {
        try (InputStream in = Objects.requireNonNull(StyleTest.class.getResourceAsStream("/console/style.css"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
