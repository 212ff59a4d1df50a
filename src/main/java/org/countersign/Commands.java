package org.countersign;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import org.countersign.gate.Ledger;
import org.countersign.shop.SampleData;

/** Without a word: the server. {@code reset} puts the sample shop back; {@code check} and the audit's commands look; each then ends. */
public class Commands implements QuarkusApplication {

    private final SampleData sample;
    private final Ledger ledger;
    private final AuditCommands audit;
    private final BackendCommand backend;

    Commands(SampleData sample, Ledger ledger, AuditCommands audit, BackendCommand backend) {
        this.sample = sample;
        this.ledger = ledger;
        this.audit = audit;
        this.backend = backend;
    }

    /** Whether these words start a command that needs no HTTP port. */
    public static boolean isCommand(String... args) {
        return args.length > 0;
    }

    @Override
    public int run(String... args) {
        if (args.length == 0) {
            Quarkus.waitForExit();
            return 0;
        }
        Typed typed = Typed.of(args);
        return switch (typed.word(0)) {
            case "reset" -> reset();
            case "check" -> backend.check(typed);
            case "verify" -> audit.verify(typed);
            case "export" -> audit.export(typed);
            case "erase" -> audit.erase(typed);
            case AuditCommands.VERIFY_EXPORT -> AuditCommands.verifyExport(typed);
            default -> {
                System.err.println(
                        "countersign: unknown command " + String.join(" ", args) + "; " + AuditCommands.USAGE);
                yield 2;
            }
        };
    }

    private int reset() {
        if (!sample.present()) {
            System.err.println("countersign: reset: this server does not run the sample shop; nothing was changed");
            return 1;
        }
        sample.reset();
        ledger.shopWasReset("command", "reset");
        System.out.println("countersign: the sample shop is as it was, with renewed dates");
        return 0;
    }
}
