package org.countersign.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.countersign.bench.Sent.Words;

/**
 * What PostgreSQL was really asked, from its own log: every statement of the server with its values, in order, cut into
 * the calls that caused them by marks that this writes into the same log. For one client at a time.
 */
final class StatementLog implements AutoCloseable {

    private static final String MARK = "select 'next call'";

    private final Sut sut;
    private final Connection marks;
    private final String database;
    private final Durations durations = new Durations();
    private final long from;

    StatementLog(Sut sut) throws SQLException, IOException, InterruptedException {
        this.sut = sut;
        this.database = ">" + sut.name + "/";
        setting("log_line_prefix = '<%a>%d/%p '");
        setting("log_statement = 'all'");
        setting("log_duration = on");
        marks = DriverManager.getConnection(sut.url(sut.name) + "?ApplicationName=mark", "postgres", "");
        Thread.sleep(500); // every backend takes the settings before its next statement
        try (FileChannel file = FileChannel.open(sut.log())) {
            from = file.size();
        }
    }

    private void setting(String setting) {
        sut.sql("postgres", "alter system set " + setting);
        sut.sql("postgres", "select pg_reload_conf()");
    }

    /** Of all that was read by {@link #calls}. */
    Durations durations() {
        return durations;
    }

    /** A client whose calls begin with a mark each. */
    Load.Client marked(Load.Client client) {
        return new Load.Client() {
            @Override
            public boolean call() throws Exception {
                try (Statement statement = marks.createStatement()) {
                    statement.execute(MARK);
                }
                return client.call();
            }

            @Override
            public void close() throws Exception {
                client.close();
            }
        };
    }

    /** The statements of each marked call. */
    List<List<Sent>> calls() throws IOException {
        List<List<Sent>> calls = new ArrayList<>();
        Call call = new Call();
        try (FileChannel file = FileChannel.open(sut.log());
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(file.position(from)), StandardCharsets.UTF_8))) {
            StringBuilder entry = new StringBuilder(lines.readLine());
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("\t")) {
                    entry.append('\n').append(line, 1, line.length());
                    continue;
                }
                call = read(entry.toString(), call, calls);
                entry = new StringBuilder(line);
            }
            call = read(entry.toString(), call, calls);
        }
        calls.add(call.complete());
        calls.removeIf(List::isEmpty);
        return calls;
    }

    /** {@code <application>database/pid LOG:  execute name: statement} or {@code … DETAIL:  Parameters: …} */
    private Call read(String entry, Call call, List<List<Sent>> calls) {
        int colon = entry.indexOf(":  ");
        if (entry.startsWith("<mark>")) {
            calls.add(call.complete());
            return new Call();
        }
        if (!entry.startsWith("<countersign") || !entry.contains(database) || colon < 0) {
            return call;
        }
        String who = entry.substring(0, entry.indexOf(' '));
        String text = entry.substring(colon + 3);
        durations.read(who, text);
        if (text.startsWith("execute ") || text.startsWith("statement: ")) {
            call.sent(who, text.substring(text.indexOf(": ") + 2));
        } else if (text.startsWith("Parameters: ") || text.startsWith("parameters: ")) {
            call.values(values(text));
        }
        return call;
    }

    /** {@code $1 = 'it''s', $2 = NULL} */
    private static List<String> values(String text) {
        List<String> values = new ArrayList<>();
        for (int at = text.indexOf(" = "); at >= 0; at = text.indexOf(" = ", at)) {
            at += 3;
            if (text.charAt(at) != '\'') {
                values.add(null);
                continue;
            }
            int from = at + 1;
            at = text.indexOf('\'', from);
            while (at + 1 < text.length() && text.charAt(at + 1) == '\'') {
                at = text.indexOf('\'', at + 2);
            }
            values.add(text.substring(from, at).replace("''", "'"));
        }
        return values;
    }

    /** One call while it is read. */
    private static final class Call {
        private final List<String> connections = new ArrayList<>();
        private final List<Sent> statements = new ArrayList<>();

        void sent(String who, String sql) {
            if (!connections.contains(who)) {
                connections.add(who);
            }
            statements.add(Sent.of(who.startsWith("<countersign-shop>"), connections.indexOf(who), sql));
        }

        void values(List<String> values) {
            statements.set(statements.size() - 1, statements.getLast().with(values));
        }

        /** Without what is said once a connection, and without transactions that reach over the ends of the call. */
        List<Sent> complete() {
            statements.removeIf(sent -> sent.words() == Words.CONNECTION);
            for (int lane = 0; lane < connections.size(); lane++) {
                cut(lane);
            }
            return List.copyOf(statements);
        }

        private void cut(int lane) {
            List<Integer> open = new ArrayList<>();
            boolean begun = false;
            List<Sent> all = List.copyOf(statements);
            List<Sent> foreign = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                Sent sent = all.get(i);
                if (sent.lane() != lane) {
                    continue;
                }
                open.add(i);
                if (sent.words() == Words.BEGIN) {
                    open = new ArrayList<>(List.of(i));
                    begun = true;
                } else if (sent.words() == Words.COMMIT || sent.words() == Words.ROLLBACK) {
                    if (!begun) {
                        open.forEach(each -> foreign.add(all.get(each)));
                    }
                    open.clear();
                    begun = false;
                }
            }
            if (begun) {
                open.forEach(each -> foreign.add(all.get(each)));
            }
            statements.removeIf(sent -> foreign.stream().anyMatch(each -> each == sent));
        }
    }

    @Override
    public void close() throws SQLException {
        marks.close();
        sut.sql("postgres", "alter system reset log_statement");
        sut.sql("postgres", "alter system reset log_duration");
        sut.sql("postgres", "alter system reset log_line_prefix");
        sut.sql("postgres", "select pg_reload_conf()");
    }
}
