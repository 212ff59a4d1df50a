package org.countersign;

import jakarta.enterprise.context.ApplicationScoped;
import org.countersign.survey.Report;
import org.countersign.survey.Survey;

/** {@code check}: looks at the shop system without changing anything there. 0: nothing has to be mended; 1: something has. */
@ApplicationScoped
class BackendCommand {

    private final Survey survey;

    BackendCommand(Survey survey) {
        this.survey = survey;
    }

    int check(Typed typed) {
        if (!typed.isOnly(1)) {
            System.err.println("countersign: " + AuditCommands.USAGE);
            return 2;
        }
        Report report = survey.look();
        report.lines().forEach(System.out::println);
        return report.ok() ? 0 : 1;
    }
}
