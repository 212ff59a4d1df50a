package org.countersign.knowledge;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where the shop keeps its policy texts: the Markdown files of a folder, else those that come with the sample shop. A folder
 * or a file that cannot be read stops the start: taken for empty it would take away what is there.
 */
@ApplicationScoped
class PolicyFiles {

    private static final long LARGEST = 1024 * 1024;
    private static final String SAMPLE = "/sample/policies/";
    private static final List<String> SAMPLES = List.of(
            "cancellations-and-changes.md",
            "exchanges.md",
            "fraud-and-escalation.md",
            "gift-cards-and-store-credit.md",
            "returns-and-refunds.md",
            "shipping-and-late-parcels.md");

    private final Optional<Path> folder;
    private final boolean sample;

    PolicyFiles(
            @ConfigProperty(name = "countersign.policies.folder") Optional<String> folder,
            @ConfigProperty(name = "countersign.sample-shop", defaultValue = "false") boolean sample) {
        this.folder = folder.map(Path::of);
        this.sample = sample;
    }

    /** By name; empty if this server was given none. */
    List<PolicyText> all() {
        try {
            return folder.isPresent() ? of(folder.get()) : sample ? samples() : List.of();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "the policy texts (countersign.policies.folder) cannot be read: " + unreadable, unreadable);
        }
    }

    private static List<PolicyText> of(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*.md")) {
            for (Path file : all) {
                if (Files.isRegularFile(file) && !name(file).startsWith(".")) {
                    files.add(file);
                }
            }
        }
        files.sort(null);
        List<PolicyText> texts = new ArrayList<>();
        for (Path file : files) {
            texts.add(text(name(file), read(file)));
        }
        return texts;
    }

    private static String read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException(file + " is larger than 1 MiB");
        }
        try {
            return Files.readString(file);
        } catch (CharacterCodingException foreign) {
            throw new IOException(file + " is not UTF-8", foreign);
        }
    }

    private static List<PolicyText> samples() throws IOException {
        List<PolicyText> texts = new ArrayList<>();
        for (String name : SAMPLES) {
            try (InputStream stream = PolicyFiles.class.getResourceAsStream(SAMPLE + name)) {
                if (stream == null) {
                    throw new IOException(SAMPLE + name + " is not in this program");
                }
                texts.add(text(name, new String(stream.readAllBytes(), StandardCharsets.UTF_8)));
            }
        }
        return texts;
    }

    private static PolicyText text(String name, String markdown) {
        return Markdown.read(name, name.replaceFirst("\\.md$", ""), markdown);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
