package org.countersign.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.countersign.caller.Grants;

/** Reads a draft of the matrix that is not to be stored: all roles anew, or single grants beside those in force. */
@ApplicationScoped
public class Thought {

    private static final int LONGEST_DAYS = 90;

    private final PolicyRecords records;

    Thought(PolicyRecords records) {
        this.records = records;
    }

    /** @param violations not empty: there is no draft */
    public record Read(Grants grants, int days, List<Violation> violations) {}

    /** @param written {days, matrix {role: {permissions?, tools}} or grants [{role, tool, grant}]} */
    public Read read(JsonNode written, Tools tools) {
        List<Violation> wrong = new ArrayList<>();
        Standing present = records.standing();
        Form form = new Form("", written, Set.of("days", "matrix", "grants"), wrong);
        Integer days = form.whole("days", 1, LONGEST_DAYS);
        if (!form.has("days")) {
            form.wrong("days", "is missing: 1 to " + LONGEST_DAYS);
        }
        if (form.has("matrix") == form.has("grants")) {
            form.wrong("matrix", "or grants must be there, one of them");
        }
        Draft draft = form.has("matrix")
                ? new Draft(
                        PolicyFile.roles("matrix", form.get("matrix"), present, wrong),
                        present.draft().settings())
                : beside(present.draft(), form, wrong);
        wrong.addAll(new Spelling(draft, present.draft().to(draft), tools).wrong());
        return new Read(new Drafted(draft), days == null ? 1 : days, List.copyOf(wrong));
    }

    private static Draft beside(Draft present, Form form, List<Violation> wrong) {
        Draft draft = present;
        for (Form each : form.list("grants", Set.of("role", "tool", "grant"))) {
            String role = each.text("role");
            String tool = each.text("tool");
            if (role == null || tool == null || !each.has("grant")) {
                each.wrong("", "needs role, tool and grant");
            } else {
                ObjectNode grant = Terms.normal(each.at("grant"), role, tool, each.get("grant"), wrong);
                draft = draft.with(role, tool, grant);
            }
        }
        return draft;
    }
}
