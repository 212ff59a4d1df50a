package org.countersign.dev;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL of this process's own: durable as a ledger needs it, data kept in its folder, works as root, ends with
 * the process. What a killed process left running in the same folder is stopped first; a live one is not touched.
 */
public final class DevelopmentDatabase implements AutoCloseable {

    private static final String OWNER = "countersign";
    private static final String DATABASE = "countersign";

    /** As an operator would: the server's login owns the tables, and works as a role that cannot change events. */
    private static final String SERVER_ROLE = """
            do $$ begin
              if not exists (select from pg_roles where rolname = 'countersign_server') then
                create role countersign_server nologin;
              end if;
              grant countersign_server to %s;
            end $$
            """.formatted(OWNER);

    private final Path data;
    private final EmbeddedPostgres postgres;
    private final FileLock lock;
    private final Thread stopAtExit;

    private DevelopmentDatabase(Path data, EmbeddedPostgres postgres, FileLock lock) {
        this.data = data;
        this.postgres = postgres;
        this.lock = lock;
        this.stopAtExit = new Thread(() -> Postmaster.stop(data), "development-database-stop");
        Runtime.getRuntime().addShutdownHook(stopAtExit);
    }

    /**
     * Starts on a free port.
     *
     * @param binaries where PostgreSQL's programs are unpacked to, once
     * @param folder where this database keeps its data
     */
    public static DevelopmentDatabase start(Path binaries, Path folder) {
        try {
            Path data = folder.toAbsolutePath().resolve("postgresql");
            Files.createDirectories(data.getParent());
            Files.createDirectories(binaries);
            FileLock lock = lock(folder.resolve("lock"));
            Postmaster.stop(data);
            Path complete = folder.resolve("complete");
            boolean fresh = !Files.exists(complete);
            if (fresh) {
                delete(data); // a first start that was killed half-way
            }
            DevelopmentDatabase database =
                    new DevelopmentDatabase(data, launch(binaries, data, folder.resolve("postgresql.log")), lock);
            if (fresh) {
                database.execute("postgres", "create role " + OWNER + " login");
                database.create(DATABASE);
                Files.createFile(complete);
            }
            database.execute("postgres", SERVER_ROLE);
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException("the development database in " + folder + " does not start", e);
        }
    }

    private static EmbeddedPostgres launch(Path binaries, Path data, Path log) throws IOException {
        try {
            return EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(binaries.toAbsolutePath().toFile())
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setLocaleConfig("locale-provider", "builtin") // the same on every platform
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    .setLocaleConfig("locale", "C")
                    .setServerConfig("fsync", "on") // both are off by default here, and a ledger needs them
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("log_checkpoints", "off")
                    .setOutputRedirector(Redirect.to(log.toFile()))
                    .setErrorRedirector(Redirect.to(log.toFile()))
                    .start();
        } catch (IOException | RuntimeException e) {
            List<String> said = Files.exists(log) ? Files.readAllLines(log) : List.of();
            throw new IOException(
                    "PostgreSQL said: " + String.join("\n", said.subList(Math.max(0, said.size() - 20), said.size())),
                    e);
        }
    }

    private static FileLock lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // this very process has it
        }
        if (lock == null) {
            channel.close();
            throw new IllegalStateException("another development server is using " + file.getParent()
                    + ": stop it, or give this one a folder of its own with -Dcountersign.development.data=FOLDER");
        }
        return lock;
    }

    /** Makes one more, empty, database and answers its JDBC URL. */
    public String create(String name) {
        execute("postgres", "create database " + name + " owner " + OWNER);
        return jdbcUrl(name);
    }

    public String jdbcUrl() {
        return jdbcUrl(DATABASE);
    }

    public String username() {
        return OWNER;
    }

    /** Any will do: whoever reaches this database on the loopback address is trusted. */
    public String password() {
        return "development";
    }

    private String jdbcUrl(String name) {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + name;
    }

    private void execute(String user, String sql) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"), user, password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        try {
            postgres.close();
            Postmaster.stop(data);
            Runtime.getRuntime().removeShutdownHook(stopAtExit);
            lock.channel().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
