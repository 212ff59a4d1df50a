package org.countersign.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The page of switches and blocks; what it prints is checked when the server is built, and escaped. */
@CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
final class SwitchTemplates {

    static native TemplateInstance switches(Frame frame, SwitchesView page);

    private SwitchTemplates() {}
}
