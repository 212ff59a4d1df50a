package org.countersign.mcp;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known name that somebody most likely meant. */
final class Nearest {

    private static final int LONGEST = 64;

    /** Empty if none is near: within a third of the name, or one containing the other. */
    static Optional<String> to(String wrong, Collection<String> known) {
        String plain = plain(wrong);
        return anyway(wrong, known).filter(name -> wrong.length() <= LONGEST && near(plain, plain(name)));
    }

    /** The nearest of all, however far; empty only if nothing is known. */
    static Optional<String> anyway(String wrong, Collection<String> known) {
        String plain = plain(wrong);
        return known.stream()
                .min(Comparator.<String>comparingInt(name -> distance(plain, plain(name)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static String plain(String name) {
        String start = name.substring(0, Math.min(name.length(), LONGEST));
        return start.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static boolean near(String wrong, String name) {
        if (wrong.length() >= 3 && (name.contains(wrong) || wrong.contains(name))) {
            return true;
        }
        return distance(wrong, name) <= Math.max(2, Math.max(wrong.length(), name.length()) / 3);
    }

    /** Levenshtein, two neighbours that changed places counting once (optimal string alignment). */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 ? j : j == 0 ? i : step(a, b, d, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int step(String a, String b, int[][] d, int i, int j) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + change);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, d[i - 2][j - 2] + 1) : least;
    }

    private Nearest() {}
}
