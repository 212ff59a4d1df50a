package org.countersign.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The pages that belong to the frame itself; what they print is checked when the server is built, and escaped. */
@CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
final class Templates {

    static native TemplateInstance start(Frame frame, HomeView page);

    static native TemplateInstance pulse(Frame frame);

    static native TemplateInstance notice(Frame frame, Notice notice);

    /** @param provider where the session at the identity provider is ended; empty for nowhere */
    static native TemplateInstance signedOut(Frame frame, String provider);

    private Templates() {}
}
