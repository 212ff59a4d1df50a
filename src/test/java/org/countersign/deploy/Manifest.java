package org.countersign.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One object for a cluster. @param from where it stands, for who reads a complaint */
record Manifest(String from, ObjectNode json) {

    static final Path FOLDER = Path.of("k8s");
    static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder().build());

    static List<Manifest> read(String from, String text) {
        List<Manifest> all = new ArrayList<>();
        try (YAMLParser parser = new YAMLFactory().createParser(text);
                MappingIterator<JsonNode> documents = YAML.readValues(parser, JsonNode.class)) {
            documents.forEachRemaining(document -> {
                if (document instanceof ObjectNode object) {
                    all.add(new Manifest(from, object));
                }
            });
        } catch (IOException malformed) {
            throw new AssertionError(from + ": " + malformed.getMessage(), malformed);
        }
        return all;
    }

    static List<Manifest> in(Path file) {
        try {
            return read(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that is written by hand, as it is written: also what no overlay applies. */
    static List<Manifest> ofAllFiles() {
        return files(FOLDER).stream().flatMap(file -> in(file).stream()).toList();
    }

    /** Without what is for kustomize itself: its own kind, and its configurations, which have none. */
    static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .filter(file -> !file.endsWith("kustomization.yaml"))
                    .filter(file -> in(file).stream()
                            .noneMatch(manifest -> manifest.json().has("nameReference")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode tree(String json) {
        try {
            return YAML.readTree(json);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    String apiVersion() {
        return json.path("apiVersion").asText();
    }

    String kind() {
        return json.path("kind").asText();
    }

    String name() {
        return json.at("/metadata/name").asText();
    }

    /** Such as {@code apps/v1 Deployment}. */
    String type() {
        return apiVersion() + " " + kind();
    }

    boolean is(String type) {
        return type().equals(type);
    }

    Manifest copy() {
        return new Manifest(from, json.deepCopy());
    }

    @Override
    public String toString() {
        return from + ": " + kind() + " " + name();
    }
}
