package org.countersign.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The PostgreSQL server process of a data folder, known by the folder alone, so that also one that an earlier process left
 * behind can be stopped. Uses nothing but the JDK: it runs while class loaders are closing.
 */
final class Postmaster {

    private static final long WAIT_SECONDS = 20;

    /** Stops the server of this folder, if there is one, and waits for its end; removes what a dead one left. */
    static void stop(Path data) {
        Path pidFile = data.resolve("postmaster.pid");
        try {
            Optional<ProcessHandle> running = running(pidFile);
            if (running.isPresent()) {
                stop(running.get());
            }
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            System.err.println("the database in " + data + " could not be stopped: " + e.getMessage());
        }
    }

    /** A process id in a stale file may be somebody else's by now: only a process known to be a PostgreSQL counts. */
    private static Optional<ProcessHandle> running(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        String first = Files.readString(pidFile).lines().findFirst().orElse("").strip();
        if (!first.matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(first))
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info().command().orElse("").contains("postgres"));
    }

    private static void stop(ProcessHandle server) throws IOException {
        signal(server, "INT"); // a fast shutdown: sessions are ended, everything is flushed
        if (!ended(server)) {
            signal(server, "QUIT"); // an immediate one: the next start recovers
            if (!ended(server)) {
                throw new IOException("process " + server.pid() + " does not end");
            }
        }
    }

    private static void signal(ProcessHandle server, String name) throws IOException {
        if (System.getProperty("os.name").startsWith("Windows")) {
            server.destroy();
            return;
        }
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + server.pid())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static boolean ended(ProcessHandle server) {
        try {
            server.onExit().get(WAIT_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Postmaster() {}
}
