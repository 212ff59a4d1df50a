package org.countersign.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The pages of roles, access and settings; what they print is checked when the server is built, and escaped. */
@CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
final class PolicyTemplates {

    static native TemplateInstance roles(Frame frame, RolesView page);

    static native TemplateInstance role(Frame frame, RoleView page);

    static native TemplateInstance roleRemoval(Frame frame, RoleView page);

    static native TemplateInstance grant(Frame frame, GrantView page);

    static native TemplateInstance policyHistory(Frame frame, PolicyHistoryPages.View page);

    static native TemplateInstance access(Frame frame, AccessView page);

    static native TemplateInstance settings(Frame frame, SettingsPages.View page);

    static native TemplateInstance policyFile(Frame frame, PolicyFilePages.View page);

    private PolicyTemplates() {}
}
