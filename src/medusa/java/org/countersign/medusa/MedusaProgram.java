package org.countersign.medusa;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Medusa as npm installs it: exactly the versions of src/medusa/app, once, in a folder that is used again. */
final class MedusaProgram {

    static final Path SOURCES = Path.of("src/medusa/app");

    private static final List<String> FILES =
            List.of("package.json", "package-lock.json", ".npmrc", "medusa-config.js");
    /** Not {@code npm ci}: that wants what the lock file was made on to have known the optional packages of every platform. */
    private static final List<String> NPM =
            List.of("npm", "install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts");

    private static final long PATIENCE_MINUTES = 10;

    private final Path folder;

    private MedusaProgram(Path folder) {
        this.folder = folder;
    }

    /** Installs it unless that was done. */
    static synchronized MedusaProgram installed() {
        Path folder = Path.of(System.getProperty("medusa.home", "target/outer/medusa"))
                .toAbsolutePath()
                .normalize();
        MedusaProgram program = new MedusaProgram(folder);
        try {
            Files.createDirectories(folder);
            for (String file : FILES) {
                Files.copy(SOURCES.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
            if (!program.isComplete()) {
                say("installing Medusa into " + folder + ", once; some minutes");
                program.toItsEnd(Map.of(), folder.resolve("npm.log"), NPM);
                Files.copy(SOURCES.resolve("package-lock.json"), program.stamp(), StandardCopyOption.REPLACE_EXISTING);
            }
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isComplete() throws IOException {
        return Files.exists(stamp()) && Files.mismatch(SOURCES.resolve("package-lock.json"), stamp()) == -1;
    }

    /** What was installed, to its end. */
    private Path stamp() {
        return folder.resolve("installed-lock.json");
    }

    /** {@code medusa WORDS}, to its end. @throws IllegalStateException naming the log when it fails */
    void run(Map<String, String> environment, Path log, String... words) {
        toItsEnd(environment, log, medusa(words));
    }

    /** {@code medusa WORDS}, which ends when the standard input that is held here does: with this process at the latest. */
    Process start(Map<String, String> environment, Path log, String... words) {
        ProcessBuilder builder = builder(environment, log, medusa(words));
        builder.environment().put("ENDS_WITH_ITS_STARTER", "true");
        return launch(builder);
    }

    private static List<String> medusa(String... words) {
        List<String> command = new ArrayList<>(List.of("node", "node_modules/@medusajs/cli/cli.js"));
        command.addAll(Arrays.asList(words));
        return command;
    }

    private void toItsEnd(Map<String, String> environment, Path log, List<String> command) {
        Process process = launch(builder(environment, log, command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile())));
        try {
            boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
            if (!ended || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command)
                        + (ended ? " failed with " + process.exitValue() : " does not end") + "; its log: " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            end(process);
        }
    }

    /** It, and all that it started. */
    static void end(Process process) {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private ProcessBuilder builder(Map<String, String> environment, Path log, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment()
                .putAll(Map.of(
                        "NO_COLOR", "1",
                        "MEDUSA_DISABLE_TELEMETRY", "true",
                        "XDG_CONFIG_HOME", folder.resolve("config").toString()));
        builder.environment().putAll(environment);
        return builder;
    }

    private static Process launch(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    builder.command().getFirst() + " cannot be run: Medusa needs Node.js 20 or newer with npm", e);
        }
    }

    static void say(String what) {
        System.out.println("medusa: " + what);
    }
}
