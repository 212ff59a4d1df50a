package org.countersign.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret is taken as it was given, from a setting or a file; what is said of a wrong one shows the file, never the secret. */
class CredentialTest {

    private static final String NAME = "countersign.remote.token";

    @TempDir
    Path folder;

    private static Optional<Credential> given(Map<String, String> settings) {
        return Credential.of(Written.settings(settings), NAME);
    }

    private Optional<Credential> inFile(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), content);
        return given(Map.of(NAME + "-file", file.toString()));
    }

    @Test
    void itIsTakenAsItWasGiven() throws IOException {
        assertThat(given(Map.of(NAME, "s3cr3t")).orElseThrow().secret()).isEqualTo("s3cr3t");
        assertThat(given(Map.of())).isEmpty();
        assertThat(given(Map.of(NAME, " ", NAME + "-file", ""))).isEmpty();
        for (String file : new String[] {"s3cr3t", "s3cr3t\n", "s3cr3t\r\n"}) {
            assertThat(inFile(file).orElseThrow().secret()).isEqualTo("s3cr3t");
        }
    }

    @Test
    void bothAtOnceAreRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "s3cr3t");
        assertThatThrownBy(() -> given(Map.of(NAME, "0th3r", NAME + "-file", file.toString())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("countersign: COUNTERSIGN_REMOTE_TOKEN_FILE and COUNTERSIGN_REMOTE_TOKEN ")
                .message()
                .doesNotContain("s3cr3t", "0th3r")
                .doesNotContain("\n");
    }

    @Test
    void aFileThatCannotBeUsedIsNamedAndNotShown() throws IOException {
        assertThatThrownBy(() ->
                        given(Map.of(NAME + "-file", folder.resolve("none").toString())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("countersign: COUNTERSIGN_REMOTE_TOKEN_FILE names the file " + folder.resolve("none")
                        + ", which is not there");
        assertThatThrownBy(() -> given(Map.of(NAME + "-file", folder.toString())))
                .hasMessageEndingWith("names the file " + folder + ", which is a folder");
        assertThatThrownBy(() -> inFile("")).hasMessageEndingWith("token, which is empty");
        assertThatThrownBy(() -> inFile("\n\n")).hasMessageEndingWith("token, which is empty");
        Path loop = folder.resolve("loop");
        Files.createSymbolicLink(loop, loop);
        assertThatThrownBy(() -> given(Map.of(NAME + "-file", loop.toString())))
                .hasMessageEndingWith("loop, which cannot be read by this server");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cr3t s3cr3t", "s3cr3t\nX-Evil: 1", "s3cr3t\u00e9", " s3cr3t", "s3cr3t\t"})
    void whatNoHeaderCanCarryIsRefusedAndNotShown(String secret) throws IOException {
        for (var wrong : new org.assertj.core.api.ThrowableAssert.ThrowingCallable[] {
            () -> given(Map.of(NAME, secret)), () -> inFile(secret)
        }) {
            assertThatThrownBy(wrong)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith("countersign: COUNTERSIGN_REMOTE_TOKEN")
                    .hasMessageContaining("no HTTP header")
                    .message()
                    .doesNotContain("s3cr3t");
        }
        assertThatThrownBy(() -> inFile("x".repeat(5000))).hasMessageContaining("more than 4096");
    }

    @Test
    void whoeverPrintsItSeesNothing() {
        assertThat(given(Map.of(NAME, "s3cr3t")).toString()).doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop.example",
                "ftp://shop.example",
                "file:///etc/passwd",
                "http://who:s3cr3t@shop.example",
                "http://shop.example/?key=s3cr3t",
                "http://shop.example/#s3cr3t",
                "http:// s3cr3t",
            })
    void anAddressThatIsNoneIsRefusedAndNotShown(String url) {
        assertThatThrownBy(() ->
                        BaseUrl.of(Written.settings(Map.of("countersign.remote.url", url)), "countersign.remote.url"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("countersign: COUNTERSIGN_REMOTE_URL must be http(s)://")
                .message()
                .doesNotContain("s3cr3t");
    }

    @Test
    void anAddressHasNoSlashAtItsEnd() {
        assertThat(BaseUrl.of(
                        Written.settings(Map.of("countersign.remote.url", "https://shop.example/countersign//")),
                        "countersign.remote.url"))
                .isEqualTo(URI.create("https://shop.example/countersign"));
    }
}
