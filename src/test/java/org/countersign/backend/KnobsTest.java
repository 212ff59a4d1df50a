package org.countersign.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is set for one backend goes before what is set for all; what makes no sense is named in one line. */
class KnobsTest {

    private final Map<String, String> set = new HashMap<>(defaults());

    /** Those of application.properties. */
    private static Map<String, String> defaults() {
        Properties all = new Properties();
        try (var in = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            all.load(in);
        } catch (java.io.IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
        Map<String, String> own = new HashMap<>();
        all.stringPropertyNames().stream()
                .filter(name -> name.startsWith("countersign.backend."))
                .forEach(name -> own.put(name, all.getProperty(name)));
        return own;
    }

    private PassageSettings read(String backend) {
        return new PassageSettings(backend, Written.settings(set));
    }

    @Test
    void everyDefaultIsWrittenOutAndMakesSense() {
        PassageSettings read = read("remote");
        assertThat(read.atOnce).isEqualTo(32);
        assertThat(read.breakerWindow).isEqualTo(20);
        assertThat(read.breakerPause).isEqualTo(Duration.ofSeconds(5));
        assertThat(read.readRetries).isEqualTo(2);
        assertThat(read.callTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(read.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void oneBackendsOwnGoesBeforeThatOfAllAndOnlyForItself() {
        set.put("countersign.backend.at-once", "8");
        set.put("countersign.backend.remote.at-once", "3");
        set.put("countersign.backend.remote.call-timeout", "PT1S");
        set.put("countersign.backend.other.breaker-window", "");
        assertThat(read("remote").atOnce).isEqualTo(3);
        assertThat(read("other").atOnce).isEqualTo(8);
        assertThat(read("other").breakerWindow).as("empty is not set").isEqualTo(20);
        assertThat(read("remote").callTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(read("remote").connectTimeout())
                .as("at most the call timeout")
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aDefaultOfThePackageGivesWayToWhatSomebodySetForAll() {
        assertThat(read("medusa").atOnce).isEqualTo(16);
        assertThat(read("medusa").callTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(new PassageSettings("medusa", given("countersign.backend.at-once", "3")).atOnce)
                .isEqualTo(3);
        assertThat(new PassageSettings("medusa", given("countersign.backend.medusa.at-once", "5")).atOnce)
                .isEqualTo(5);
        assertThat(new PassageSettings(
                                "medusa",
                                given("countersign.backend.at-once", "3", "countersign.backend.medusa.at-once", "5"))
                        .atOnce)
                .isEqualTo(5);
    }

    /** In the environment, beside the defaults of the package. */
    private Config given(String... settings) {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            environment.put(settings[i], settings[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .withSources(
                        new PropertiesConfigSource(set, "package", 250),
                        new PropertiesConfigSource(environment, "environment", 300))
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "at-once, 0",
        "at-once, many",
        "at-once, 2.5",
        "breaker-window, 1",
        "breaker-pause, PT0S",
        "breaker-pause, PT11M",
        "breaker-pause, soon",
        "read-retries, 6",
        "read-retries, -1",
        "call-timeout, PT31S",
        "connect-timeout, -PT1S",
    })
    void whatMakesNoSenseIsNamedAsItStandsInTheEnvironment(String name, String value) {
        String variable = name.replace('-', '_').toUpperCase(java.util.Locale.ROOT);
        set.put("countersign.backend.remote." + name, value);
        assertThatThrownBy(() -> read("remote"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("countersign: COUNTERSIGN_BACKEND_REMOTE_" + variable + " is a ")
                .hasMessageEndingWith(", not '" + value + "'");
        assertThat(read("other")).as("that is not this one's").isNotNull();
        set.put("countersign.backend." + name, value);
        assertThatThrownBy(() -> read("other"))
                .hasMessageStartingWith("countersign: COUNTERSIGN_BACKEND_" + variable + " is a ");
    }

    @Test
    void whatIsSaidIsOneLineHoweverItWasSet() {
        set.put("countersign.backend.at-once", "1\n2" + "3".repeat(5000));
        assertThatThrownBy(() -> read("remote"))
                .satisfies(said ->
                        assertThat(said.getMessage()).hasSizeLessThan(200).doesNotContain("\n"));
        set.put("countersign.backend.at-once", "");
        assertThatThrownBy(() -> read("remote")).hasMessageContaining("COUNTERSIGN_BACKEND_AT_ONCE");
    }
}
