package org.countersign.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.countersign.endtoend.ShopProfile;
import org.countersign.endtoend.Sql;
import org.countersign.gate.GateSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database has what the files have: once, completely, and written only when something changed. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class PolicyImportTest {

    @TempDir
    Path folder;

    @Inject
    PolicyImport importing;

    @Inject
    PolicyTexts texts;

    @Inject
    PolicyFiles ownFiles;

    @Inject
    AgroalDataSource source;

    @Inject
    GateSettings settings;

    private final Sql sql = Sql.ofThisServer();

    @AfterEach
    void putBack() throws SQLException {
        importing.run(ownFiles.all());
    }

    private PolicyImport.Done run() throws SQLException {
        return importing.run(new PolicyFiles(Optional.of(folder.toString()), true).all());
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void theSampleShopBringsItsPolicies() {
        assertThat(texts.names()).hasSize(6).extracting(PolicyTexts.Name::title).contains("Returns and refunds");
        assertThat(find("late parcel")).isNotEmpty();
    }

    @Test
    void whatIsNewChangedRemovedAndUntouched() throws IOException, SQLException {
        write("a.md", "# A\n## One\napples are kept cold");
        write("b.md", "# B\n## Two\npears are kept warm");
        write("readme.txt", "no policy");
        assertThat(run()).isEqualTo(new PolicyImport.Done(2, 6));
        Instant first = written("a.md");
        assertThat(run()).as("nothing changed").isEqualTo(new PolicyImport.Done(0, 0));
        assertThat(written("a.md")).isEqualTo(first);

        write("b.md", "# B\n## Two\nquinces are kept warm");
        assertThat(run()).isEqualTo(new PolicyImport.Done(1, 0));
        assertThat(written("a.md")).as("an unchanged text keeps its row").isEqualTo(first);
        assertThat(find("pears")).isEmpty();
        assertThat(find("quince").getFirst().section()).isEqualTo("Two");

        Files.delete(folder.resolve("a.md"));
        assertThat(run()).isEqualTo(new PolicyImport.Done(0, 1));
        assertThat(find("apples")).isEmpty();
        assertThat(sql.number("select count(*) from countersign.policy_passage where source = 'a.md'"))
                .isZero();
    }

    @Test
    void replicasThatStartAtOnceImportOnce() throws Exception {
        for (int i = 0; i < 5; i++) {
            write(i + ".md", "# T" + i + "\n\ntext " + i);
        }
        List<PolicyText> files = new PolicyFiles(Optional.of(folder.toString()), false).all();
        CountDownLatch go = new CountDownLatch(1);
        int written = 0;
        try (ExecutorService replicas = Executors.newFixedThreadPool(6)) {
            List<Future<PolicyImport.Done>> done = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                done.add(replicas.submit(() -> {
                    go.await();
                    return importing.run(files);
                }));
            }
            go.countDown();
            for (Future<PolicyImport.Done> each : done) {
                written += each.get().written();
            }
        }
        assertThat(written).isEqualTo(5);
    }

    @Test
    void aFolderThatCannotBeReadTakesNothingAway() throws IOException, SQLException {
        PolicyFiles missing = new PolicyFiles(Optional.of(folder.resolve("typo").toString()), true);
        assertThatThrownBy(missing::all)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("typo");

        Files.write(folder.resolve("latin.md"), "Rückgabe".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> new PolicyFiles(Optional.of(folder.toString()), true).all())
                .hasMessageContaining("latin.md is not UTF-8");
        assertThat(texts.names()).hasSize(6);
    }

    @Test
    void theLanguageDecidesWhichWordsAreTheSame() throws SQLException {
        List<PolicyText> german = List.of(Markdown.read("de.md", "de", "# Rückgaben\n\nRücksendungen werden bezahlt"));
        new PolicyImport(ownFiles, source, settings, "german").run(german);
        PolicyTexts inGerman = new PolicyTexts(source, settings, "german");
        assertThat(inGerman.find("Rücksendung", PolicyTexts.Match.ALL, 5, 0)).hasSize(1);
        assertThatThrownBy(() -> new PolicyImport(ownFiles, source, settings, "klingon'")
                        .run(List.of(Markdown.read("x.md", "x", "y"))))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("klingon");
        assertThat(texts.names())
                .as("one transaction")
                .extracting(PolicyTexts.Name::source)
                .containsExactly("de.md");
    }

    private List<PolicyTexts.Found> find(String query) {
        return texts.find(query, PolicyTexts.Match.ALL, 10, 0);
    }

    private Instant written(String file) {
        return Instant.parse(sql.text(
                "select to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                        + " from countersign.policy_text where source = ?",
                file));
    }
}
