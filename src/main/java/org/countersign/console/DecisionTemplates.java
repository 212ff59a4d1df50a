package org.countersign.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The pages on which people decide; what they print is checked when the server is built, and escaped. */
@CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
final class DecisionTemplates {

    /** @param mine what the viewer may decide; @param others what they only see; @param more whether more wait than were read */
    static native TemplateInstance approvals(
            Frame frame,
            List<Filter> filters,
            List<ApprovalRow> mine,
            List<ApprovalRow> others,
            boolean all,
            String more);

    static native TemplateInstance approval(Frame frame, ApprovalView page);

    static native TemplateInstance escalations(
            Frame frame, List<Filter> filters, List<EscalationRow> rows, String more);

    static native TemplateInstance escalation(Frame frame, EscalationView page);

    private DecisionTemplates() {}
}
