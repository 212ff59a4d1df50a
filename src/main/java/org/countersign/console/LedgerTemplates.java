package org.countersign.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.countersign.ledger.SealBook;

/** The pages that look into the ledger; what they print is checked when the server is built, and escaped. */
@CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
final class LedgerTemplates {

    static native TemplateInstance actions(Frame frame, ActionSearchView page);

    static native TemplateInstance action(Frame frame, ActionView page);

    static native TemplateInstance audit(Frame frame, AuditView page);

    /** @param next the address of the next page; empty on the last */
    static native TemplateInstance seals(Frame frame, List<SealBook.Sealed> seals, String next);

    static native TemplateInstance events(Frame frame, EventsView page);

    static native TemplateInstance calibration(Frame frame, CalibrationView page);

    private LedgerTemplates() {}
}
