package org.countersign.knowledge;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.countersign.gate.GateSettings;
import org.countersign.gate.LedgerUnavailable;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** PostgreSQL: the imported policy texts, found by their words. No query can be malformed. */
@ApplicationScoped
class PolicyTexts {

    private static final String FIND = """
            select p.source, t.title, p.section, p.text, t.updated_at
              from (select %s as query) asked, policy_passage p join policy_text t using (shop, source)
             where p.shop = ? and p.words @@ asked.query
             order by ts_rank_cd(p.words, asked.query) desc, p.source, p.n
             limit ? offset ?""";

    private final AgroalDataSource source;
    private final String shop;
    private final String language;

    PolicyTexts(
            AgroalDataSource source,
            GateSettings settings,
            @ConfigProperty(name = "countersign.policies.language", defaultValue = "english") String language) {
        this.source = source;
        this.shop = settings.shop();
        this.language = language;
    }

    /** How a passage matches: it has all words (with "…", or and - as in web searches), or some of them. */
    enum Match {
        ALL("websearch_to_tsquery(?::regconfig, ?)"),
        ANY("replace(plainto_tsquery(?::regconfig, ?)::text, ' & ', ' | ')::tsquery");

        private final String statement;

        Match(String query) {
            this.statement = FIND.formatted(query);
        }
    }

    record Found(String source, String title, String section, String text, Instant updatedAt) {}

    record Name(String source, String title) {}

    /** Best first. */
    List<Found> find(String query, Match match, int limit, int offset) {
        return rows(
                match.statement,
                row -> new Found(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getTimestamp(5).toInstant()),
                language,
                query,
                shop,
                limit,
                offset);
    }

    List<Name> names() {
        return rows(
                "select source, title from policy_text where shop = ? order by source",
                row -> new Name(row.getString(1), row.getString(2)),
                shop);
    }

    /** The whole Markdown. */
    Optional<String> text(String file) {
        return rows("select text from policy_text where shop = ? and source = ?", row -> row.getString(1), shop, file)
                .stream()
                .findFirst();
    }

    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> rows(String sql, Row<T> row, Object... values) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet results = statement.executeQuery()) {
                while (results.next()) {
                    rows.add(row.read(results));
                }
            }
            return rows;
        } catch (SQLException lost) {
            throw new LedgerUnavailable(lost);
        }
    }
}
