package org.countersign.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The pages that look into the ledger; what they print is checked when the server is built, and escaped. */
@CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
final class LedgerTemplates {

    static native TemplateInstance actions(Frame frame, ActionSearchView page);

    static native TemplateInstance action(Frame frame, ActionView page);

    private LedgerTemplates() {}
}
