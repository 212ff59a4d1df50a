package org.countersign.aot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Everything that Dockerfile.jvm copies: a Java runtime, the server, and the cache they made while they practised. The cache
 * is good for exactly these files, by size and time: so the time of all of them is one that copying does not change.
 */
final class ImageFolder {

    /** All of Java SE, and what of the JDK the server's parts use: {@link ImageIT} runs them. */
    private static final String MODULES =
            "java.se,jdk.unsupported,jdk.management,jdk.net,jdk.naming.dns,jdk.zipfs,jdk.jfr,jdk.crypto.cryptoki";

    /** Why these: BENCHMARKS.md, "What was chosen". They are in the runtime, where JAVA_TOOL_OPTIONS is stronger. */
    private static final String OPTIONS = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx192m";

    private static final FileTime WHOLE_SECOND = FileTime.from(Instant.parse("2000-01-01T00:00:00Z"));

    private final Path built;
    final Path folder;

    private ImageFolder(Path directory) {
        built = directory.resolve("quarkus-app");
        folder = directory.resolve("image");
    }

    static ImageFolder here() {
        return new ImageFolder(Path.of(System.getProperty("package.directory", "target-aot")));
    }

    public static void main(String... args) throws Exception {
        if (Runtime.version().feature() < 25) {
            throw new IllegalStateException("the cache is made by JDK 25 or later, this is " + Runtime.version());
        }
        ImageFolder image = here();
        image.make();
        try (Practice practice = Practice.start(image.folder)) {
            practice.everything();
        }
        Path cache = image.folder.resolve("countersign.aot");
        Files.setLastModifiedTime(cache, WHOLE_SECOND);
        System.out.printf("%s: %d MB, of which %d MB cache%n", image.folder, size(image.folder), size(cache));
        System.exit(0); // what practised has left threads that wait
    }

    private void make() throws IOException {
        delete(folder);
        Files.createDirectories(folder);
        int failed = ToolProvider.findFirst("jlink")
                .orElseThrow(() -> new IllegalStateException("this JDK has no jlink"))
                .run(
                        System.out,
                        System.err,
                        "--output",
                        folder.resolve("runtime").toString(),
                        "--add-modules",
                        MODULES,
                        "--add-options",
                        OPTIONS,
                        "--strip-debug",
                        "--no-header-files",
                        "--no-man-pages");
        if (failed != 0) {
            throw new IllegalStateException("jlink failed");
        }
        copy(built, folder.resolve("app"));
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                Files.setLastModifiedTime(file, WHOLE_SECOND);
            }
        }
    }

    /** With times and rights, links as links. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(
                        each,
                        to.resolve(from.relativize(each).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /** In whole MB. */
    private static long size(Path place) throws IOException {
        try (Stream<Path> all = Files.walk(place)) {
            List<Path> files = all.filter(Files::isRegularFile).toList();
            long bytes = 0;
            for (Path file : files) {
                bytes += Files.size(file);
            }
            return bytes >> 20;
        }
    }
}
