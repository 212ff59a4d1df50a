package org.countersign;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import org.countersign.gate.Ledger;
import org.countersign.shop.SampleData;

/** Without a word: the server. {@code reset}: puts the sample shop back, then ends. */
public class Commands implements QuarkusApplication {

    private final SampleData sample;
    private final Ledger ledger;

    Commands(SampleData sample, Ledger ledger) {
        this.sample = sample;
        this.ledger = ledger;
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
        if (args.length == 1 && args[0].equals("reset")) {
            if (!sample.present()) {
                System.err.println("countersign: reset: this server does not run the sample shop; nothing was changed");
                return 1;
            }
            sample.reset();
            ledger.shopWasReset("command", "reset");
            System.out.println("countersign: the sample shop is as it was, with renewed dates");
            return 0;
        }
        System.err.println("countersign: unknown command " + String.join(" ", args) + "; known: reset");
        return 2;
    }
}
