package org.countersign.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * What proves to a shop that it is us: a setting, or the file that the setting with {@code -file} behind its name names. It
 * is read once, when the server starts, and shown to nobody: neither by {@link #toString} nor by what is said of a wrong one.
 */
public final class Credential {

    /** What an HTTP header can carry. */
    private static final Pattern SENDABLE = Pattern.compile("[!-~]{1,4096}");

    private static final int LONGEST_FILE = 8 * 1024;

    private final String secret;

    private Credential(String secret) {
        this.secret = secret;
    }

    /**
     * Empty when neither of the two is set.
     *
     * @param name such as {@code countersign.remote.token}
     * @throws io.quarkus.runtime.configuration.ConfigurationException in one line, when both are set or it cannot be used
     */
    public static Optional<Credential> of(Config config, String name) {
        Setting setting = new Setting(name);
        Setting inFile = new Setting(name + "-file");
        Optional<String> value = given(config, setting);
        Optional<String> file = given(config, inFile);
        if (value.isPresent() && file.isPresent()) {
            throw inFile.wrong("and " + setting.variable() + " are both set: keep one of them");
        }
        return value.map(text -> usable(text, setting, ""))
                .or(() ->
                        file.map(path -> usable(read(path.strip(), inFile), inFile, "the file " + path.strip() + " ")));
    }

    /** For the header, and for nothing else. */
    public String secret() {
        return secret;
    }

    @Override
    public String toString() {
        return "Credential[not shown]";
    }

    private static Optional<String> given(Config config, Setting setting) {
        return config.getOptionalValue(setting.name(), String.class).filter(text -> !text.isBlank());
    }

    private static Credential usable(String text, Setting setting, String where) {
        if (!SENDABLE.matcher(text).matches()) {
            throw setting.wrong(where + "has characters that no HTTP header can carry, or more than 4096 of them");
        }
        return new Credential(text);
    }

    private static String read(String name, Setting setting) {
        String file = "names the file " + name + ", which ";
        try {
            Path path = Path.of(name);
            if (Files.isDirectory(path)) {
                throw setting.wrong(file + "is a folder");
            }
            byte[] bytes;
            try (var in = Files.newInputStream(path)) {
                bytes = in.readNBytes(LONGEST_FILE);
            }
            String text = new String(bytes, java.nio.charset.StandardCharsets.UTF_8).replaceAll("[\r\n]+$", "");
            if (text.isBlank()) {
                throw setting.wrong(file + "is empty");
            }
            return text;
        } catch (NoSuchFileException missing) {
            throw setting.wrong(file + "is not there");
        } catch (IOException | InvalidPathException unreadable) {
            throw setting.wrong(file + "cannot be read by this server");
        }
    }
}
