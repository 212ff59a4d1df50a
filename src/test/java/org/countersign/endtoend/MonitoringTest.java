package org.countersign.endtoend;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.countersign.gate.Sweep;
import org.countersign.scripted.ScriptedProfile;
import org.junit.jupiter.api.Test;

/** What operators are given to watch the server with speaks of what a running server really shows. */
@QuarkusTest
@TestProfile(ScriptedProfile.class)
class MonitoringTest {

    private static final Path OVERLAY = Path.of("k8s/overlays/monitoring");
    private static final Set<String> KEYWORDS = Set.of("and", "or", "unless", "by", "on", "bool", "offset", "without");
    private static final Pattern SELECTOR = Pattern.compile("([a-z]\\w*)\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)(!?=)\"([^\"]*)\"");

    @Inject
    Sweep sweep;

    private final Agent agent = Agent.as("bench");

    /** Of a server that has done something: its series as lines. */
    private List<String> series() {
        JsonNode order = agent.order("S" + 701);
        agent.call(Refunding.of(order).line(order.path("lines").path(0)));
        agent.call("get_order", "order_id", "nobody");
        sweep.sweep(10);
        long end = System.nanoTime() + 20_000_000_000L;
        while (true) {
            List<String> series = get("/q/metrics")
                    .asString()
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
            if (series.stream().anyMatch(line -> line.startsWith("countersign_first_use_timestamp_seconds{"))) {
                return series;
            }
            assertThat(System.nanoTime()).as("no first use is shown").isLessThan(end);
        }
    }

    private static JsonNode yaml(Path file) throws IOException {
        return new ObjectMapper(new YAMLFactory()).readTree(Files.readString(file));
    }

    private static List<JsonNode> alerts() throws IOException {
        return yaml(OVERLAY.resolve("rules.yaml")).at("/spec/groups").findParents("alert");
    }

    private static List<JsonNode> panels() throws IOException {
        JsonNode dashboard =
                new ObjectMapper().readTree(OVERLAY.resolve("dashboard.json").toFile());
        return StreamSupport.stream(dashboard.path("panels").spliterator(), false)
                .filter(panel -> !panel.path("type").asText().equals("row"))
                .toList();
    }

    private static List<String> queries() throws IOException {
        List<String> all = new ArrayList<>();
        alerts().forEach(alert -> all.add(alert.path("expr").asText()));
        panels().forEach(panel -> panel.path("targets")
                .forEach(target -> all.add(target.path("expr").asText())));
        return all;
    }

    /** The names in a query that are no function, keyword, label or duration. */
    private static Set<String> names(String query) {
        String bare = query.replaceAll("\\{[^}]*}", " ")
                .replaceAll("\\[[^]]*]", " ")
                .replaceAll("\\b(by|on|group_left|group_right|without) *\\([^)]*\\)", " ");
        Set<String> names = new TreeSet<>();
        Matcher word = Pattern.compile("(?<![\\w.])[a-z_]\\w*(?! *\\()\\b").matcher(bare);
        while (word.find()) {
            if (!KEYWORDS.contains(word.group())) {
                names.add(word.group());
            }
        }
        return names;
    }

    private static String name(String line) {
        return line.replaceFirst("[{ ].*", "");
    }

    @Test
    void everyMetricThatIsAskedForExistsWithTheseLabels() throws IOException {
        List<String> series = series();
        Set<String> existing = series.stream().map(MonitoringTest::name).collect(Collectors.toSet());
        assertThat(names("sum by (x) (rate(a_total{b=\"c\"}[5m] offset 15m)) > 20 and on () b"))
                .containsExactly("a_total", "b");
        for (String query : queries()) {
            assertThat(names(query)).as(query).isNotEmpty().isSubsetOf(existing);
            SELECTOR.matcher(query)
                    .results()
                    .forEach(selector -> MATCHER.matcher(selector.group(2))
                            .results()
                            .forEach(label -> assertThat(series)
                                    .as("%s of %s", label.group(), query)
                                    .anyMatch(line -> name(line).equals(selector.group(1))
                                            && line.contains(
                                                    label.group(2).equals("=")
                                                            ? label.group(1) + "=\"" + label.group(3) + "\""
                                                            : label.group(1) + "=\""))));
        }
    }

    @Test
    void everyAlertSaysHowBadItIsAndWhereToReadOnAndIsTriedBothWays() throws IOException {
        String manual = Files.readString(Path.of("docs/monitoring.md"));
        List<JsonNode> tried = new ArrayList<>();
        yaml(Path.of("src/test/monitoring/alerts.yaml"))
                .path("tests")
                .forEach(test -> test.path("alert_rule_test").forEach(tried::add));
        assertThat(alerts()).isNotEmpty();
        for (JsonNode alert : alerts()) {
            String name = alert.path("alert").asText();
            assertThat(alert.at("/labels/severity").asText()).as(name).isIn("info", "warning", "critical");
            assertThat(alert.at("/annotations/summary").asText()).as(name).isNotEmpty();
            assertThat(alert.at("/annotations/description").asText()).as(name).isNotEmpty();
            String runbook = alert.at("/annotations/runbook_url").asText();
            String anchor = "alert-"
                    + name.replace("Countersign", "")
                            .replaceAll("(?<=.)([A-Z])", "-$1")
                            .toLowerCase(java.util.Locale.ROOT);
            assertThat(runbook).as(name).endsWith("/monitoring#" + anchor);
            assertThat(manual)
                    .as(name)
                    .contains("<a id=\"" + anchor + "\"></a>")
                    .contains("`" + name + "`");
            assertThat(tried.stream()
                            .filter(test -> test.path("alertname").asText().equals(name))
                            .map(test -> test.path("exp_alerts").isEmpty())
                            .distinct())
                    .as("%s fires and does not", name)
                    .containsExactlyInAnyOrder(true, false);
        }
    }

    @Test
    void everyPanelHasAQueryAndAUnit() throws IOException {
        assertThat(panels()).isNotEmpty().allSatisfy(panel -> {
            String title = panel.path("title").asText();
            assertThat(title).isNotEmpty();
            assertThat(panel.path("description").asText()).as(title).isNotEmpty();
            assertThat(panel.at("/fieldConfig/defaults/unit").asText())
                    .as(title)
                    .isNotEmpty();
            assertThat(panel.path("targets"))
                    .as(title)
                    .isNotEmpty()
                    .allMatch(target -> !target.path("expr").asText().isBlank());
            assertThat(panel.at("/datasource/uid").asText()).as(title).isEqualTo("${datasource}");
        });
        assertThat(panels().stream().map(panel -> panel.path("id").asInt())).doesNotHaveDuplicates();
    }

    @Test
    void theManualNamesEveryMetricOfOursAndNoOther() throws IOException {
        Set<String> shown = new TreeSet<>();
        for (String line : series()) {
            String name = name(line);
            if (name.startsWith("countersign_")) {
                shown.add(name.replaceFirst("_(count|sum|max)$", ""));
            }
        }
        Set<String> told = Pattern.compile("^\\| `(countersign_\\w+)`", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("docs/monitoring.md")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(told).isEqualTo(shown);
    }
}
