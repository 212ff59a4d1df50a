package org.countersign.outer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus itself (Debian package prometheus) reads the alert rules, and fires them where they must fire and nowhere else. */
@Tag("outer")
class PromtoolTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @TempDir
    Path folder;

    @BeforeEach
    void rules() throws IOException {
        JsonNode spec = YAML.readTree(
                        Path.of("k8s/overlays/monitoring/rules.yaml").toFile())
                .path("spec");
        assertThat(spec.findValues("alert")).isNotEmpty();
        YAML.writeValue(folder.resolve("rules.yml").toFile(), spec);
        Files.copy(
                Path.of("src/test/monitoring/alerts.yaml"),
                folder.resolve("alerts.yaml"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private String promtool(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder command =
                new ProcessBuilder("promtool").directory(folder.toFile()).redirectErrorStream(true);
        command.command().addAll(java.util.List.of(arguments));
        Process run = command.start();
        String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(run.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void theRulesAreRules() throws IOException, InterruptedException {
        assertThat(promtool("check", "rules", "rules.yml")).contains("SUCCESS");
    }

    @Test
    void everyAlertFiresWhereItMustAndNowhereElse() throws IOException, InterruptedException {
        assertThat(promtool("test", "rules", "alerts.yaml")).contains("SUCCESS");
    }
}
