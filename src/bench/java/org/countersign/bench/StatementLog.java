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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.countersign.bench.Sent.Words;

/**
 * What PostgreSQL was really asked, from its own log: every statement of the server with its values, in order, cut into
 * the calls that caused them by marks that this writes into the same log. For one client at a time.
 */
final class StatementLog implements AutoCloseable {

    private static final String MARK = "select 'next call'";
    private static final Pattern ENTRY = Pattern.compile("<([^>]*)> ([A-Z]+): {2}(.*)", Pattern.DOTALL);
    private static final Pattern STATEMENT = Pattern.compile("(?:execute [^:]*|statement): (.*)", Pattern.DOTALL);
    private static final Pattern VALUE = Pattern.compile("\\$\\d+ = (NULL|'((?:[^']|'')*)')");

    private final Sut sut;
    private final Connection marks;
    private final long from;

    StatementLog(Sut sut) throws SQLException, IOException, InterruptedException {
        this.sut = sut;
        setting("log_line_prefix = '<%a> '");
        setting("log_statement = 'all'");
        marks = DriverManager.getConnection(sut.url("countersign") + "?ApplicationName=mark", "postgres", "");
        Thread.sleep(500); // every backend takes the settings before its next statement
        from = FileChannel.open(sut.log()).size();
    }

    private void setting(String setting) {
        sut.sql("postgres", "alter system set " + setting);
        sut.sql("postgres", "select pg_reload_conf()");
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
        try (FileChannel file = FileChannel.open(sut.log());
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(file.position(from)), StandardCharsets.UTF_8))) {
            StringBuilder entry = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("\t")) {
                    entry.append('\n').append(line, 1, line.length());
                } else {
                    add(entry.toString(), calls);
                    entry = new StringBuilder(line);
                }
            }
            add(entry.toString(), calls);
        }
        calls.removeIf(List::isEmpty);
        return calls;
    }

    private static void add(String text, List<List<Sent>> calls) {
        Matcher entry = ENTRY.matcher(text);
        if (!entry.matches()) {
            return;
        }
        String rest = entry.group(3);
        if (entry.group(1).equals("mark")) {
            calls.add(new ArrayList<>());
        } else if (entry.group(1).startsWith("countersign") && !calls.isEmpty()) {
            List<Sent> call = calls.getLast();
            if (entry.group(2).equals("DETAIL") && rest.regionMatches(true, 0, "parameters: ", 0, 12)) {
                call.set(call.size() - 1, call.getLast().with(values(rest)));
            } else if (entry.group(2).equals("LOG") && STATEMENT.matcher(rest) instanceof Matcher m && m.matches()) {
                Sent sent = Sent.of(entry.group(1).endsWith("-shop"), m.group(1));
                if (sent.words() != Words.CONNECTION) {
                    call.add(sent);
                }
            }
        }
    }

    private static List<String> values(String parameters) {
        List<String> values = new ArrayList<>();
        Matcher value = VALUE.matcher(parameters);
        while (value.find()) {
            values.add(value.group(2) == null ? null : value.group(2).replace("''", "'"));
        }
        return values;
    }

    @Override
    public void close() throws SQLException {
        marks.close();
        sut.sql("postgres", "alter system reset all");
        sut.sql("postgres", "select pg_reload_conf()");
    }
}
