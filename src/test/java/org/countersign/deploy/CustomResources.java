package org.countersign.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Kinds that fabric8 has no model of, by the schemas that their operators publish: from npm, when a test runs, into
 * target/crds. src/test/crds/check.mjs says how.
 */
final class CustomResources {

    private static final Path SOURCES = Path.of("src/test/crds");
    private static final Path FOLDER = Path.of("target/crds").toAbsolutePath();
    private static final Set<String> GROUPS = Set.of("postgresql.cnpg.io/v1");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whether there is a schema of its group; whether it has the kind, the schema says. */
    static boolean know(Manifest manifest) {
        return GROUPS.contains(manifest.apiVersion());
    }

    /** For each of these what is wrong with it. */
    static List<List<String>> objections(List<Manifest> manifests) {
        install();
        ArrayNode objects = JSON.createArrayNode();
        manifests.forEach(manifest -> objects.add(manifest.json()));
        try {
            Path file = Files.writeString(FOLDER.resolve("objects.json"), objects.toString());
            JsonNode answer = JSON.readTree(Program.run(FOLDER, "node", "check.mjs", file.toString()));
            List<List<String>> found = new ArrayList<>();
            answer.forEach(each -> {
                List<String> texts = new ArrayList<>();
                each.forEach(text -> texts.add(text.asText()));
                found.add(texts);
            });
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized void install() {
        try {
            Files.createDirectories(FOLDER);
            try (Stream<Path> files = Files.list(SOURCES)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            String lock = Files.readString(FOLDER.resolve("package-lock.json"));
            Path installed = FOLDER.resolve("installed");
            if (!Files.exists(installed) || !Files.readString(installed).equals(lock)) {
                Program.run(FOLDER, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error");
                Files.writeString(installed, lock);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CustomResources() {}
}
