import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Counts what the test reports say and names every skipped test; a skip without a reason in the list, or a reason without a
 * skip, is a failure. Usage: Summary SKIPS STATUS REPORTS
 */
class Summary {

    private int passed;
    private int failed;
    private final Map<String, String> skipped = new TreeMap<>();

    public static void main(String... args) throws Exception {
        Summary summary = new Summary();
        try (Stream<Path> reports = Files.walk(Path.of(args[2]))) {
            for (Path report : reports.filter(file -> file.toString().endsWith(".xml")).toList()) {
                summary.read(report);
            }
        }
        boolean green = summary.skipsAreExplained(Path.of(args[0]), args[1].equals("0")) & summary.passed > 0;
        System.out.printf("%d passed, %d failed, %d skipped%n", summary.passed, summary.failed, summary.skipped.size());
        int status = Integer.parseInt(args[1]);
        System.exit(status != 0 ? status : green && summary.failed == 0 ? 0 : 1);
    }

    private void read(Path report) throws Exception {
        NodeList cases = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(report.toFile())
                .getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            Element test = (Element) cases.item(i);
            if (test.getElementsByTagName("skipped").getLength() > 0) {
                Element why = (Element) test.getElementsByTagName("skipped").item(0);
                skipped.put(name(test), why.getAttribute("message"));
            } else if (test.getElementsByTagName("failure").getLength() + test.getElementsByTagName("error").getLength() > 0) {
                failed++;
                System.out.println("failed: " + name(test));
            } else {
                passed++;
            }
        }
    }

    private static String name(Element test) {
        return test.getAttribute("classname") + "." + test.getAttribute("name");
    }

    private boolean skipsAreExplained(Path list, boolean complete) throws IOException {
        Map<String, String> reasons = Files.readAllLines(list).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.strip().split("\\s+", 2))
                .collect(Collectors.toMap(line -> line[0], line -> line.length > 1 ? line[1] : "", (a, b) -> a, TreeMap::new));
        Set<String> unused = new LinkedHashSet<>(reasons.keySet());
        boolean explained = true;
        for (Map.Entry<String, String> skip : skipped.entrySet()) {
            String listed = skip.getKey().replaceAll("[({\\[ ].*", "");
            String reason = reasons.getOrDefault(listed, "");
            unused.remove(listed);
            explained &= !reason.isEmpty();
            System.out.printf("skipped: %s (%s)%s%n", skip.getKey(), skip.getValue(),
                    reason.isEmpty() ? " WITHOUT A REASON IN " + list : ": " + reason);
        }
        if (complete) {
            unused.forEach(name -> System.out.println(list + " names a test that is not skipped: " + name));
            explained &= unused.isEmpty();
        }
        return explained;
    }
}
