package org.countersign.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countersign.bench.Sent.Words;

/**
 * The statements of real refunds again, value by value, in the same transactions, on an equal database: what PostgreSQL and
 * its driver alone do in that time. Each client has two connections, as a refund has.
 */
final class Replay implements Load.Client {

    private final Sut sut;
    private final Map<String, Connection> connections = new HashMap<>();
    private final List<List<Sent>> refunds;
    private int done;

    private Replay(Sut sut, List<List<Sent>> refunds) throws SQLException {
        this.sut = sut;
        connection(false, 0);
        connection(true, 0);
        this.refunds = refunds;
    }

    /** @param refunds of different orders */
    static List<Replay> clients(Sut sut, int clients, List<List<Sent>> refunds) throws SQLException {
        List<Replay> all = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            List<List<Sent>> own = new ArrayList<>();
            for (int n = 0; n < refunds.size(); n++) {
                if (n % clients == i) {
                    own.add(joined(refunds.get(n)));
                }
            }
            all.add(new Replay(sut, own));
        }
        return all;
    }

    private static List<Sent> joined(List<Sent> refund) {
        List<Sent> joined = new ArrayList<>();
        for (int i = 0; i < refund.size(); i++) {
            Sent sent = refund.get(i);
            if (sent.goesWithTheNextTwo()) {
                Sent second = refund.get(++i);
                Sent third = refund.get(++i);
                List<String> values = new ArrayList<>(second.values());
                values.addAll(third.values());
                sent = new Sent(
                        sent.shop(), sent.lane(), sent.sql() + "; " + second.sql() + "; " + third.sql(), values);
            }
            joined.add(sent);
        }
        return joined;
    }

    @Override
    public boolean call() throws SQLException {
        if (done == refunds.size()) {
            return false;
        }
        for (Sent sent : refunds.get(done++)) {
            send(connection(sent.shop(), sent.lane()), sent);
        }
        return true;
    }

    private Connection connection(boolean shop, int lane) throws SQLException {
        String name = (shop ? "shop " : "ledger ") + lane;
        Connection open = connections.get(name);
        if (open == null) {
            open = sut.connect("replay", shop ? "shop" : "countersign");
            connections.put(name, open);
        }
        return open;
    }

    private static void send(Connection connection, Sent sent) throws SQLException {
        switch (sent.words()) {
            case BEGIN -> connection.setAutoCommit(false);
            case COMMIT, ROLLBACK -> {
                if (sent.words() == Words.COMMIT) {
                    connection.commit();
                } else {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
            }
            case READ, WRITE, CONNECTION -> {
                try (PreparedStatement statement = connection.prepareStatement(sent.sql())) {
                    for (int i = 0; i < sent.values().size(); i++) {
                        if (sent.values().get(i) == null) {
                            statement.setNull(i + 1, Types.OTHER);
                        } else {
                            statement.setString(i + 1, sent.values().get(i));
                        }
                    }
                    statement.execute();
                }
            }
        }
    }

    /** Whether what was replayed had its effect, as the refunds had. */
    static void check(Sut sut, int replayed) {
        List<String> done = sut.column("replay", "select count(*) from countersign.action where status = 'DONE'");
        List<String> more = sut.column("replay", "select count(*) from shop.refunds where step_key like 'act%'");
        if (!done.getFirst().equals(String.valueOf(replayed))
                || !more.getFirst().equals(done.getFirst())) {
            throw new IllegalStateException(replayed + " refunds were replayed, but the database shows " + done
                    + " actions and " + more + " refunds");
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : connections.values()) {
            connection.close();
        }
    }
}
