package org.countersign.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentDatabaseTest {

    private static final Path PROGRAMS = Path.of(".data/programs");

    @TempDir
    Path folder;

    @Test
    void whatIsCommittedSurvivesARestartAndIsDurable() throws SQLException {
        try (DevelopmentDatabase database = start()) {
            ask(database, "create table kept(n int)", "insert into kept values (42)");
            assertThat(ask(database, "show fsync")).isEqualTo("on");
            assertThat(ask(database, "show synchronous_commit")).isEqualTo("on");
            assertThat(ask(database, "show full_page_writes")).isEqualTo("on");
            assertThat(ask(database, "show server_version")).startsWith("18.");
            assertThat(ask(database, "select rolsuper from pg_roles where rolname = current_user"))
                    .isEqualTo("f");
        }
        assertThat(folder.resolve("postgresql/postmaster.pid")).doesNotExist();
        try (DevelopmentDatabase database = start()) {
            assertThat(ask(database, "select n from kept")).isEqualTo("42");
        }
    }

    @Test
    void aServerThatAKilledProcessLeftRunningIsReplacedAndNothingIsLost() throws Exception {
        try (DevelopmentDatabase replaced = abandoned()) {
            assertThat(ask(replaced, "select n from kept")).isEqualTo("42");
        }
    }

    @Test
    void aPidFileOfADeadServerDoesNotPreventAStart() throws Exception {
        start().close();
        Process somebodyElse = new ProcessBuilder("sleep", "60").start();
        Files.writeString(
                folder.resolve("postgresql/postmaster.pid"),
                somebodyElse.pid() + "\n" + folder + "\n1700000000\n5432\n");
        try (DevelopmentDatabase database = start()) {
            assertThat(ask(database, "select 1")).isEqualTo("1");
            assertThat(somebodyElse.isAlive()).isTrue();
        } finally {
            somebodyElse.destroy();
        }
    }

    @Test
    void aFirstStartThatWasKilledHalfWayIsBegunAnew() throws Exception {
        Files.createDirectories(folder.resolve("postgresql/base"));
        Files.writeString(folder.resolve("postgresql/postgresql.conf"), "");
        try (DevelopmentDatabase database = start()) {
            assertThat(ask(database, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void aFolderThatALiveServerUsesIsLeftAlone() throws SQLException {
        try (DevelopmentDatabase database = start()) {
            assertThatThrownBy(this::start).hasMessageContaining("another development server is using");
            assertThat(ask(database, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void oneMoreDatabaseIsEmptyAndItsOwn() throws SQLException {
        try (DevelopmentDatabase database = start()) {
            ask(database, "create table kept(n int)");
            try (Connection second = DriverManager.getConnection(database.create("second"), database.username(), "")) {
                assertThat(ask(second, "select count(*) from pg_tables where tablename = 'kept'"))
                        .isEqualTo("0");
            }
        }
    }

    /** Another JVM starts the database, commits and is killed; this one takes over. */
    private DevelopmentDatabase abandoned() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Abandoning.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(other.inputReader().lines().anyMatch("ready"::equals)).isTrue();
        long left = Long.parseLong(Files.readString(folder.resolve("postgresql/postmaster.pid"))
                .lines()
                .findFirst()
                .orElseThrow());
        other.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        ProcessHandle orphan = ProcessHandle.of(left).orElseThrow();
        assertThat(orphan.isAlive()).isTrue();
        DevelopmentDatabase database = start();
        assertThat(orphan.isAlive()).isFalse();
        return database;
    }

    static final class Abandoning {
        public static void main(String... args) throws Exception {
            DevelopmentDatabase database = DevelopmentDatabase.start(PROGRAMS, Path.of(args[0]));
            ask(database, "create table kept(n int)", "insert into kept values (42)");
            System.out.println("ready");
            Thread.sleep(60_000);
        }

        private Abandoning() {}
    }

    private DevelopmentDatabase start() {
        return DevelopmentDatabase.start(PROGRAMS, folder);
    }

    private static String ask(DevelopmentDatabase database, String... statements) throws SQLException {
        try (Connection connection =
                DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password())) {
            return ask(connection, statements);
        }
    }

    private static String ask(Connection connection, String... statements) throws SQLException {
        String answer = "";
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                if (statement.execute(sql)) {
                    try (ResultSet result = statement.getResultSet()) {
                        answer = result.next() ? result.getString(1) : "";
                    }
                }
            }
        }
        return answer;
    }
}
