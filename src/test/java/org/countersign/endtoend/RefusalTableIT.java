package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Tool × refusal: each refusal that a tool can give was given to some agent of some test of this build, over MCP. It runs
 * after all others ({@code ./mvnw verify}) and prints the table.
 */
class RefusalTableIT {

    private static final Path APPROVED = Path.of("src/test/approved/refusals.txt");
    private static final Set<String> READS = Set.of(
            "find_orders",
            "get_order",
            "find_customers",
            "get_customer",
            "find_products",
            "get_product",
            "quote_refund",
            "quote_shipping_rates",
            "track_shipment",
            "search_policies",
            "get_action",
            "list_actions",
            "get_permissions");

    @Test
    void everyRefusalOfEveryToolHasATest() throws IOException {
        Map<String, Set<String>> can = approved();
        Map<String, Set<String>> seen = seen();
        assertThat(seen)
                .as("noted by the tests of this build: run ./mvnw verify")
                .isNotEmpty();
        StringBuilder table = new StringBuilder("tool × refusal; - was not seen\n");
        Set<String> blanks = new TreeSet<>();
        can.forEach((tool, codes) -> {
            table.append(tool).append(':');
            for (String code : codes) {
                boolean was = seen.getOrDefault(tool, Set.of()).contains(code);
                table.append(was ? " " : " -").append(code);
                if (!was) {
                    blanks.add(tool + " " + code);
                }
            }
            table.append('\n');
        });
        Set<String> unexpected = new TreeSet<>();
        seen.forEach((tool, codes) -> codes.stream()
                .filter(code -> can.containsKey(tool) && !can.get(tool).contains(code))
                .forEach(code -> unexpected.add(tool + " " + code)));
        // such as the fuzz may come upon: for the next who reads it, no reason to fail today
        unexpected.forEach(
                each -> table.append("beside the table: ").append(each).append('\n'));
        System.out.println(table);
        assertThat(blanks).as("refusals without a test").isEmpty();
    }

    private static Map<String, Set<String>> approved() throws IOException {
        Map<String, Set<String>> can = new TreeMap<>();
        for (String line : Files.readAllLines(APPROVED)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split(": ", 2);
            Set<String> codes = Set.copyOf(Arrays.asList(parts[1].split(" ")));
            switch (parts[0]) {
                case "every write" -> EveryWrite.ALL.forEach(write -> add(can, write.tool(), codes));
                case "every read" -> READS.forEach(read -> add(can, read, codes));
                default -> add(can, parts[0], codes);
            }
        }
        return can;
    }

    private static void add(Map<String, Set<String>> can, String tool, Set<String> codes) {
        can.computeIfAbsent(tool, none -> new TreeSet<>()).addAll(codes);
    }

    private static Map<String, Set<String>> seen() throws IOException {
        Map<String, Set<String>> seen = new TreeMap<>();
        for (String line : Refusals.all()) {
            String[] parts = line.split(" ", 2);
            seen.computeIfAbsent(parts[0], none -> new TreeSet<>()).add(parts[1]);
        }
        return seen;
    }
}
