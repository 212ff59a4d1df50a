package org.countersign.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.countersign.gate.Json;
import org.countersign.ledger.audit.Finding.What;
import org.junit.jupiter.api.Test;

/** The file was made by a program in another language, from docs/audit.md: whoever follows the recipe gets the same hashes. */
class VectorsTest {

    private static final Path VECTOR = Path.of("src/test/resources/audit/vector.jsonl");
    private static final String HEAD = "2:48ac654ed94b49336c72780299f354dfc6e1797d6fe18b240a7899de5fb8ca99";

    @Test
    void theVectorIsAsItWasWritten() throws IOException {
        Report report = check(Files.readAllLines(VECTOR), HEAD);
        assertThat(report.findings()).isEmpty();
        assertThat(report.events()).isEqualTo(5);
        assertThat(report.seals()).isEqualTo(2);
        assertThat(report.head()).isEqualTo(HEAD);
        assertThat(report.unsealedEvents()).isEqualTo(1);
    }

    @Test
    void thePageTellsTheHashesOfTheVector() throws IOException {
        String page = Files.readString(Path.of("docs/audit.md"));
        ObjectNode first = (ObjectNode) Json.parse(Files.readAllLines(VECTOR).get(1));
        ChainedEvent event = ChainedEvent.of(first);
        String hashed = new String(Json.canonical(event.hashed()), StandardCharsets.UTF_8);
        assertThat(page)
                .contains(hashed)
                .contains(HexFormat.of().formatHex(event.computed()))
                .contains(event.data().path(Words.DIGEST).asText())
                .contains(HEAD);
    }

    @Test
    void noLineCanBeChangedRemovedOrSwapped() throws IOException {
        List<String> lines = Files.readAllLines(VECTOR);
        for (int n = 1; n < lines.size() - 1; n++) {
            List<String> removed = new ArrayList<>(lines);
            removed.remove(n);
            assertThat(check(removed, HEAD).ok()).as("without line %d", n).isFalse();
            List<String> changed = new ArrayList<>(lines);
            changed.set(n, lines.get(n).replace("2026-11-21T12:00", "2026-11-21T12:01"));
            assertThat(check(changed, HEAD).ok()).as("another line %d", n).isFalse();
        }
        for (int[] pair : new int[][] {{1, 2}, {4, 6}, {2, 5}}) {
            List<String> swapped = new ArrayList<>(lines);
            Collections.swap(swapped, pair[0], pair[1]);
            assertThat(check(swapped, HEAD).ok())
                    .as("lines %d and %d", pair[0], pair[1])
                    .isFalse();
        }
    }

    @Test
    void whatIsNoExportIsSaidToBeNone() throws IOException {
        assertThat(check(List.of("{}", "no JSON", "[]", "{\"type\":\"event\"}"), null)
                        .findings())
                .extracting(Finding::what)
                .containsExactly(What.UNREADABLE, What.UNREADABLE, What.UNREADABLE, What.UNREADABLE, What.CUT);
    }

    @Test
    void aTreeOfLeavesIsThatOfRfc6962() {
        // a node over two leaves is no leaf, and five leaves split four to one
        List<byte[]> leaves = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            leaves.add(Merkle.leaf(n, new byte[32]));
        }
        byte[] four = Merkle.root(leaves.subList(0, 4));
        assertThat(Merkle.root(leaves)).isEqualTo(Merkle.root(List.of(four, leaves.get(4))));
        assertThat(Merkle.root(leaves.subList(0, 1))).isEqualTo(leaves.getFirst());
        assertThat(Merkle.root(leaves)).isNotEqualTo(Merkle.root(leaves.reversed()));
    }

    private static Report check(List<String> lines, String head) throws IOException {
        return new ExportCheck(head).check(new BufferedReader(new StringReader(String.join("\n", lines))));
    }
}
