package org.countersign.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another program, run to its end. One that is missing, fails or hangs is a failure of the test, never a reason to skip it. */
final class Program {

    private static final long PATIENCE_MINUTES = 5;

    /** @return its standard output */
    static String run(Path folder, String... command) {
        try {
            Path out = Files.createTempFile("program", ".out");
            Path err = Files.createTempFile("program", ".err");
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(List.of(command) + " does not end");
            }
            if (process.exitValue() != 0) {
                throw new AssertionError(List.of(command) + ": " + Files.readString(err));
            }
            return Files.readString(out);
        } catch (IOException missing) {
            throw new UncheckedIOException(String.join(" ", command) + " cannot be run", missing);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Program() {}
}
