package org.countersign.aot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the image starts, as its Dockerfile says; the same here, where the image's folder lies somewhere else. */
record EntryPoint(List<String> words) {

    private static final Path DOCKERFILE = Path.of("src/main/docker/Dockerfile.jvm");
    private static final String FOLDER = "/opt/countersign";
    private static final String USES = "-XX:AOTCache=";
    private static final String MAKES = "-XX:AOTCacheOutput=";

    EntryPoint {
        words = List.copyOf(words);
    }

    /** @throws IllegalStateException unless it is one list of words, that no shell has to read */
    static EntryPoint ofTheDockerfile() throws IOException {
        String said = instruction("ENTRYPOINT");
        if (!said.matches("\\[(\"[^\"\\\\]+\"(, )?)+]")) {
            throw new IllegalStateException("not a list of words: " + said);
        }
        return new EntryPoint(Stream.of(said.substring(2, said.length() - 2).split("\", \"", -1))
                .toList());
    }

    /** What stands behind an instruction that occurs once. */
    static String instruction(String name) throws IOException {
        List<String> found = Files.readAllLines(DOCKERFILE).stream()
                .filter(line -> line.startsWith(name + " "))
                .toList();
        if (found.size() != 1) {
            throw new IllegalStateException(name + " stands there " + found.size() + " times");
        }
        return found.getFirst().substring(name.length()).strip();
    }

    static List<String> instructions() throws IOException {
        return Files.readAllLines(DOCKERFILE).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split(" ", 2)[0])
                .toList();
    }

    EntryPoint in(Path folder) {
        return new EntryPoint(words.stream()
                .map(word -> word.replace(FOLDER, folder.toAbsolutePath().toString()))
                .toList());
    }

    /** The same, but what it loads is noted and becomes the cache when it ends. */
    EntryPoint makingTheCache() {
        return new EntryPoint(
                words.stream().map(word -> word.replace(USES, MAKES)).toList());
    }

    /** The same with these options of the runtime behind its own, where they are stronger. */
    EntryPoint with(String... options) {
        List<String> more = new ArrayList<>(words);
        more.addAll(more.indexOf("-jar"), List.of(options));
        return new EntryPoint(more);
    }
}
