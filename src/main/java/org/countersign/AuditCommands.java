package org.countersign;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import org.countersign.gate.Json;
import org.countersign.ledger.Audit;
import org.countersign.ledger.Erasure;
import org.countersign.ledger.audit.ExportCheck;
import org.countersign.ledger.audit.Report;
import org.jspecify.annotations.Nullable;

/** The audit on the command line. Results go to standard output, everything else to standard error; 0 is "all is well". */
@ApplicationScoped
class AuditCommands {

    static final String VERIFY_EXPORT = "verify-export";
    static final String USAGE =
            "known: migrate; sweep; reset; check; verify [--head=n:hash]; export [--since=TIME] [--until=TIME];"
                    + " verify-export FILE [--head=n:hash]; erase customer ID --reason=TEXT";

    private final Audit audit;
    private final Erasure erasure;

    AuditCommands(Audit audit, Erasure erasure) {
        this.audit = audit;
        this.erasure = erasure;
    }

    int verify(Typed typed) {
        if (!typed.isOnly(1, "head")) {
            return wrong(USAGE);
        }
        try {
            return told(audit.verify(typed.option("head"), events -> say(events + " events looked at")));
        } catch (IllegalArgumentException noHead) {
            return wrong(String.valueOf(noHead.getMessage()));
        }
    }

    int export(Typed typed) {
        if (!typed.isOnly(1, "since", "until")) {
            return wrong(USAGE);
        }
        Instant since;
        Instant until;
        try {
            since = time(typed.option("since"));
            until = time(typed.option("until"));
        } catch (DateTimeException malformed) {
            return wrong("--since and --until are times such as 2026-11-21T00:00:00Z");
        }
        // not System.out: log lines may go there too
        try (Writer out = new BufferedWriter(
                new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8))) {
            audit.export(since, until, out);
            return 0;
        } catch (IOException gone) {
            return wrong("the export could not be written: " + gone.getMessage());
        }
    }

    int erase(Typed typed) {
        String reason = typed.option("reason");
        boolean asked = typed.isOnly(3, "reason")
                && typed.word(1).equals("customer")
                && !typed.word(2).isBlank();
        if (!asked || reason == null || reason.isBlank()) {
            return wrong(USAGE);
        }
        Erasure.Erased erased = erasure.customer(typed.word(2), "command", "erase", reason);
        say("erased the words of " + erased.actions().size() + " actions and " + erased.notes() + " calls");
        if (!erased.open().isEmpty()) {
            say("not settled yet, erase again when they are: " + String.join(", ", erased.open()));
            return 1;
        }
        return 0;
    }

    /** Needs no server and no database. */
    static int verifyExport(Typed typed) {
        if (!typed.isOnly(2, "head")) {
            return wrong(USAGE);
        }
        try (BufferedReader file = Files.newBufferedReader(Path.of(typed.word(1)))) {
            return told(new ExportCheck(typed.option("head")).check(file));
        } catch (IOException unreadable) {
            return wrong("verify-export: " + typed.word(1) + " cannot be read");
        } catch (IllegalArgumentException noHead) {
            return wrong(String.valueOf(noHead.getMessage()));
        }
    }

    private static int told(Report report) {
        System.out.println(Json.text(report.json()));
        say(report.ok() ? "all is as it was written" : "NOT as it was written; see findings");
        return report.ok() ? 0 : 1;
    }

    private static @Nullable Instant time(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }

    private static int wrong(String what) {
        say(what);
        return 2;
    }

    private static void say(String what) {
        System.err.println("countersign: " + what);
    }
}
