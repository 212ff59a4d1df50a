package org.countersign.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.countersign.endtoend.Agent;
import org.countersign.ledger.audit.ExportCheck;
import org.countersign.ledger.audit.Finding.What;
import org.countersign.ledger.audit.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is exported proves itself without the server (contract, section 9). */
@QuarkusTest
@TestProfile(AuditProfile.class)
class ExportTest extends AuditBed {

    @Test
    void aWholeExportIsCheckedWithoutADatabase() throws IOException {
        refund();
        sealed();
        Agent.as("ada").call("refund_order", "order_id", "#W1");
        refund();
        String head = sealed();
        long before = events();
        refund();
        List<String> lines = exported("");
        Report report = checked(lines, head);
        assertThat(report.findings()).isEmpty();
        assertThat(report.events()).isEqualTo(sql.number("select count(*) from countersign.event"));
        assertThat(report.seals()).isEqualTo(2);
        assertThat(report.head()).isEqualTo(head);
        assertThat(report.unsealedEvents()).isEqualTo(events() - before);
        assertThat(String.join("\n", lines))
                .as("the words that are still there")
                .contains("kerosene");
        assertThat(found(checked(lines, "2:" + "0".repeat(64)), What.OTHER_HEAD, null, null, 2L))
                .isTrue();
    }

    /** docs/verify_export.py follows docs/audit.md and knows nothing of this code. */
    @Test
    void aStrangersVerifierAgrees(@TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(Stream.of("/usr/bin", "/usr/local/bin").anyMatch(bin -> Files.exists(Path.of(bin, "python3"))));
        refund();
        Agent.as("ada").call("refund_order", "order_id", "#W1 für 5 €\u2028");
        String head = sealed();
        refund();
        List<String> lines = exported("");
        assertThat(stranger(folder, lines, head)).isZero();
        assertThat(stranger(folder, lines, "1:" + "0".repeat(64))).isEqualTo(1);
        assertThat(stranger(folder, replaced(lines, "kerosene", "roses"), head)).isEqualTo(1);
        assertThat(stranger(folder, replaced(lines, "\"step\":1,", "\"step\":2,"), head))
                .isEqualTo(1);
    }

    private static int stranger(Path folder, List<String> lines, String head) throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("audit.jsonl"), lines);
        return new ProcessBuilder("python3", "docs/verify_export.py", file.toString(), head)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Test
    void everyChangeToAnExportedFileIsFound() throws IOException {
        String action = refund().action();
        refund();
        sealed();
        List<String> lines = exported("");
        assertThat(checked(lines, null).ok()).isTrue();
        assertThat(lines).hasSize((int) events() + 3);
        for (int n = 1; n < lines.size() - 1; n++) {
            List<String> less = new ArrayList<>(lines);
            less.remove(n);
            assertThat(checked(less, null).ok()).as("without line %d", n).isFalse();
        }
        assertThat(checked(lines.subList(0, lines.size() - 1), null).findings())
                .extracting(finding -> finding.what())
                .contains(What.CUT);
        assertThat(found(
                        checked(replaced(lines, "\"step\":1,", "\"step\":2,"), null), What.CHANGED, null, action, null))
                .isTrue();
        assertThat(found(checked(replaced(lines, "kerosene", "roses"), null), What.WORDS_CHANGED, null, action, null))
                .isTrue();
        assertThat(checked(replaced(lines, "\"count\":" + events(), "\"count\":7"), null)
                        .ok())
                .as("hashed from the ids")
                .isTrue();
        List<String> broken = new ArrayList<>(lines);
        broken.set(3, "{");
        assertThat(found(checked(broken, null), What.UNREADABLE, null, null, null))
                .isTrue();
    }

    @Test
    void anErasedWordIsNotInTheExport() throws IOException {
        String action = refund().action();
        sql.execute(
                "update countersign.action set plan = plan || '{\"customer\": \"customer_1\"}' where id = ?", action);
        sealed();
        EraseTest.as("sam")
                .body("{\"reason\": \"asked\"}")
                .post("/api/admin/shops/main/customers/customer_1/erase")
                .then()
                .statusCode(200);
        sealed();
        List<String> lines = exported("");
        assertThat(String.join("\n", lines)).doesNotContain("kerosene", "Xanthippe");
        Report report = checked(lines, null);
        assertThat(report.findings()).isEmpty();
        assertThat(report.erasedWords()).isPositive();
    }

    @Test
    void aPartOfTheLedgerIsCheckedAsAPart() throws IOException {
        refund();
        sealed();
        sql.execute("update countersign.seal set at = at - interval '1 day'");
        try (Forger forger = new Forger()) {
            forger.seals();
        } catch (java.sql.SQLException broken) {
            throw new IllegalStateException(broken);
        }
        long before = events();
        refund();
        String head = sealed();
        String since = java.time.Instant.now().minusSeconds(3600).toString();
        Report newer = checked(exported("?since=" + since), head);
        assertThat(newer.findings()).isEmpty();
        assertThat(newer.seals()).isEqualTo(1);
        Report older = checked(exported("?until=" + since), null);
        assertThat(older.findings()).isEmpty();
        assertThat(older.events()).isEqualTo(before);
    }

    @Test
    void auditorsVerifyAndExportAndNobodyElse() {
        refund();
        String head = sealed();
        EraseTest.as("aud")
                .get("/api/admin/audit/verify?head=" + head)
                .then()
                .statusCode(200)
                .body("ok", equalTo(true))
                .body("head", equalTo(head))
                .body("events", equalTo((int) events()));
        sql.execute("update countersign.event set kind = 'x'");
        EraseTest.as("aud")
                .get("/api/admin/audit/verify")
                .then()
                .statusCode(200)
                .body("ok", equalTo(false));
        EraseTest.as("aud").get("/api/admin/audit/verify?head=no").then().statusCode(400);
        EraseTest.as("aud")
                .get("/api/admin/audit/export?since=yesterday")
                .then()
                .statusCode(400)
                .body("detail", containsString("RFC 3339"));
        for (String user : List.of("ada", "lea", "wim", "sam", "nora")) {
            EraseTest.as(user).get("/api/admin/audit/verify").then().statusCode(403);
            EraseTest.as(user).get("/api/admin/audit/export").then().statusCode(403);
        }
    }

    private static List<String> exported(String query) {
        return EraseTest.as("aud")
                .get("/api/admin/audit/export" + query)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .toList();
    }

    private static List<String> replaced(List<String> lines, String what, String by) {
        List<String> other = lines.stream().map(line -> line.replace(what, by)).toList();
        assertThat(other).isNotEqualTo(lines);
        return other;
    }

    private static Report checked(List<String> lines, String head) throws IOException {
        return new ExportCheck(head).check(new BufferedReader(new StringReader(String.join("\n", lines))));
    }
}
