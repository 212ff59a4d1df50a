package org.countersign.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What is applied together. */
record Composition(String name, List<Manifest> all) {

    static final Path SECRETS = Manifest.FOLDER.resolve("base/secret.example.yaml");

    /** The same without kustomize: files as they are, and config maps under the names that their generators give them. */
    static Composition ofFiles(String... overlays) {
        List<Manifest> all = new ArrayList<>(ofFolder(Manifest.FOLDER.resolve("base")));
        for (String overlay : overlays) {
            all.addAll(ofFolder(Manifest.FOLDER.resolve("overlays").resolve(overlay)));
        }
        return new Composition(String.join("+", overlays), all);
    }

    private static List<Manifest> ofFolder(Path folder) {
        List<Manifest> all = new ArrayList<>();
        Manifest.files(folder).stream()
                .filter(file -> !file.equals(SECRETS))
                .forEach(file -> all.addAll(Manifest.in(file)));
        Manifest.in(folder.resolve("kustomization.yaml"))
                .forEach(kustomization -> kustomization
                        .json()
                        .path("configMapGenerator")
                        .forEach(generator -> all.add(generated(folder, generator))));
        return all;
    }

    private static Manifest generated(Path folder, JsonNode generator) {
        ObjectNode map =
                JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
        map.putObject("metadata").put("name", generator.path("name").asText());
        ObjectNode data = map.putObject("data");
        generator
                .path("envs")
                .forEach(file -> lines(folder.resolve(file.asText()))
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .forEach(line ->
                                data.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1))));
        generator.path("files").forEach(file -> {
            String[] named = file.asText().split("=", 2);
            Path path = folder.resolve(named[named.length - 1]);
            data.put(named.length == 2 ? named[0] : path.getFileName().toString(), "…");
        });
        return new Manifest(folder.toString(), map);
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<Manifest> of(String type) {
        return all.stream().filter(manifest -> manifest.is(type));
    }

    /** The one of this kind with this name, or with a hash behind it. */
    Manifest one(String kind, String name) {
        return all.stream()
                .filter(manifest -> manifest.kind().equals(kind))
                .filter(manifest -> manifest.name().matches(name + "(-[a-z0-9]{10})?"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name() + " has no " + kind + " " + name));
    }

    boolean has(String type, String name) {
        return of(type).anyMatch(manifest -> manifest.name().equals(name));
    }

    List<Workload> workloads() {
        return all.stream().flatMap(manifest -> Workload.in(manifest).stream()).toList();
    }

    Composition copy() {
        return new Composition(
                name, new ArrayList<>(all.stream().map(Manifest::copy).toList()));
    }

    @Override
    public String toString() {
        return name;
    }
}
