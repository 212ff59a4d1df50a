package org.countersign.knowledge;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countersign.gate.GateSettings;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Makes the database have exactly the policy texts of the files, in one transaction. Replicas that start at once do it one
 * after the other, and who comes second finds nothing to write; a text that has not changed keeps its row.
 */
@ApplicationScoped
class PolicyImport {

    private static final Logger LOG = Logger.getLogger(PolicyImport.class);

    /** Changes when {@link Markdown} cuts otherwise, so that unchanged files are cut again. */
    private static final String CUT = "1";

    private final PolicyFiles files;
    private final AgroalDataSource source;
    private final String shop;
    private final String language;

    PolicyImport(
            PolicyFiles files,
            AgroalDataSource source,
            GateSettings settings,
            @ConfigProperty(name = "countersign.policies.language", defaultValue = "english") String language) {
        this.files = files;
        this.source = source;
        this.shop = settings.shop();
        this.language = language;
    }

    /** @param written new or changed */
    record Done(int written, int removed) {}

    void onStart(@Observes StartupEvent start) throws SQLException {
        Done done = run(files.all());
        if (done.written() + done.removed() > 0) {
            LOG.infof("policy texts: %d written, %d removed", done.written(), done.removed());
        }
    }

    Done run(List<PolicyText> texts) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Done done = replace(connection, texts);
                connection.commit();
                return done;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private Done replace(Connection connection, List<PolicyText> texts) throws SQLException {
        execute(connection, "select pg_advisory_xact_lock(hashtext('countersign.policies'))");
        Map<String, byte[]> known = known(connection);
        int written = 0;
        for (PolicyText text : texts) {
            byte[] digest = digest(text);
            byte[] before = known.remove(text.source());
            if (before == null || !MessageDigest.isEqual(digest, before)) {
                write(connection, text, digest);
                written++;
            }
        }
        Array gone = connection.createArrayOf("text", known.keySet().toArray(String[]::new));
        execute(connection, "delete from policy_text where shop = ? and source = any (?)", shop, gone);
        return new Done(written, known.size());
    }

    private Map<String, byte[]> known(Connection connection) throws SQLException {
        Map<String, byte[]> known = new HashMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement("select source, digest from policy_text where shop = ?")) {
            statement.setString(1, shop);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    known.put(rows.getString(1), rows.getBytes(2));
                }
            }
        }
        return known;
    }

    private void write(Connection connection, PolicyText text, byte[] digest) throws SQLException {
        execute(connection, """
                insert into policy_text (shop, source, title, text, digest) values (?, ?, ?, ?, ?)
                on conflict (shop, source) do update
                   set title = excluded.title, text = excluded.text, digest = excluded.digest, updated_at = now()
                """, shop, text.source(), text.title(), text.text(), digest);
        execute(connection, "delete from policy_passage where shop = ? and source = ?", shop, text.source());
        int n = 0;
        for (PolicyText.Passage passage : text.passages()) {
            execute(
                    connection,
                    """
                    insert into policy_passage (shop, source, n, section, text, words)
                    select ?, ?, ?, ?, ?, setweight(to_tsvector(c, ?), 'A') || setweight(to_tsvector(c, ?), 'B')
                                          || to_tsvector(c, ?) from (select ?::regconfig) as config (c)
                    """,
                    shop,
                    text.source(),
                    ++n,
                    passage.section(),
                    passage.text(),
                    passage.section(),
                    text.title(),
                    passage.text(),
                    language);
        }
    }

    private byte[] digest(PolicyText text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((CUT + "\0" + language + "\0").getBytes(StandardCharsets.UTF_8));
            return digest.digest(text.text().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void execute(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        }
    }
}
