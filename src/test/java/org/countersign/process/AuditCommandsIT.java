package org.countersign.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.countersign.endtoend.Sql;
import org.countersign.process.ServerProcess.End;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit from the command line of the package: what it says, and how it ends. */
class AuditCommandsIT {

    @Test
    void verifyExportAndEraseAsCommands(@TempDir Path folder) throws IOException {
        Map<String, String> settings = new HashMap<>(TestServices.database());
        settings.put("countersign.issuer", "https://id.example");
        settings.put("countersign.sample-shop", "true");
        assertThat(ServerProcess.toItsEnd(settings, "reset").code())
                .as("writes an event")
                .isZero();

        End verified = ServerProcess.toItsEnd(settings, "verify");
        assertThat(verified.code()).as(verified.err()).isZero();
        assertThat(verified.out()).startsWith("{\"ok\":true,\"events\":1,").hasLineCount(1);

        End exported = ServerProcess.toItsEnd(settings, "export");
        assertThat(exported.code()).isZero();
        assertThat(exported.out().lines()).hasSize(3).allMatch(line -> line.startsWith("{\"type\":"));
        Path file = Files.writeString(folder.resolve("audit.jsonl"), exported.out());
        assertThat(ServerProcess.toItsEnd(Map.of(), "verify-export", file.toString())
                        .code())
                .as("without any setting")
                .isZero();
        Files.writeString(file, exported.out().replace("shop_reset", "shop_closed"));
        End forged = ServerProcess.toItsEnd(Map.of(), "verify-export", file.toString());
        assertThat(forged.code()).isEqualTo(1);
        assertThat(forged.out()).contains("\"what\":\"changed\"");

        Sql.of(settings).execute("update countersign.event set kind = 'x'");
        assertThat(ServerProcess.toItsEnd(settings, "verify").code()).isEqualTo(1);
        assertThat(ServerProcess.toItsEnd(settings, "erase", "customer", "c1", "--reason", "asked")
                        .code())
                .isZero();
    }

    @Test
    void whatIsMisspeltIsNotTakenForSomethingElse() {
        assertThat(ServerProcess.toItsEnd(Map.of(), "verify-export", "a", "b").code())
                .isEqualTo(2);
        assertThat(ServerProcess.toItsEnd(Map.of(), "verify-export", "no-such-file")
                        .code())
                .isEqualTo(2);
        assertThat(ServerProcess.toItsEnd(Map.of(), "verify-export", "pom.xml", "--haed=1:0")
                        .code())
                .isEqualTo(2);
    }
}
