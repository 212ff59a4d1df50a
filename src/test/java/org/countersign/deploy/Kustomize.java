package org.countersign.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code kubectl} (property {@code kubectl}, else on the path; 1.27 or newer) makes of a folder or of several together. */
final class Kustomize {

    private static final String KUBECTL = System.getProperty("kubectl", "kubectl");

    static Composition rendered(Path folder) {
        String yaml = Program.run(Path.of("").toAbsolutePath(), KUBECTL, "kustomize", folder.toString());
        return new Composition(folder.toString(), Manifest.read(folder.toString(), yaml));
    }

    /** Overlays beside each other, as an operator puts them into one. */
    static Composition together(String... overlays) {
        try {
            Path folder = Path.of("target", "compositions", String.join("-", overlays));
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("kustomization.yaml"),
                    List.of(overlays).stream()
                            .map(overlay -> "  - ../../../k8s/overlays/" + overlay + "\n")
                            .collect(Collectors.joining("", "resources:\n", "")));
            return rendered(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Kustomize() {}
}
