package org.countersign.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which refusal of which tool some test of this build has really been given over MCP: every agent of every test notes it
 * here, one line each, for {@code RefusalTableIT} to read.
 */
final class Refusals {

    static final Path NOTED = Path.of("target", "refusals-seen.txt");

    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

    /** @param error of an answer */
    static void seen(String tool, JsonNode error) {
        String code = error.path("code").asText();
        note(tool + " " + (code.equals("shop_rule") ? error.path("rule").asText() : code));
    }

    private static void note(String line) {
        if (SEEN.add(line)) {
            try {
                Files.createDirectories(NOTED.getParent());
                Files.writeString(NOTED, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    /** {@code <tool> <code or rule>}, sorted. */
    static Set<String> all() throws IOException {
        return Files.exists(NOTED) ? new TreeSet<>(Files.readAllLines(NOTED)) : new TreeSet<>();
    }

    private Refusals() {}
}
