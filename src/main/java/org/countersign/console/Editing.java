package org.countersign.console;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.countersign.caller.Permissions;
import org.countersign.policy.Changed;
import org.countersign.policy.Condition;
import org.countersign.policy.PolicyBook;
import org.countersign.policy.Standing;
import org.countersign.policy.Tools;
import org.jspecify.annotations.Nullable;

/** What every page has in common that changes the policy: who may, of what they have seen, and why. */
@ApplicationScoped
class Editing {

    private final Session session;
    private final PolicyAnswers answers;
    private final SentForm form;

    Editing(Session session, PolicyAnswers answers, SentForm form) {
        this.session = session;
        this.answers = answers;
        this.form = form;
    }

    Tools tools() {
        return answers.tools();
    }

    /** Before anything is changed: whoever may not, or signed in too long ago, gets another page. */
    Fields sent(Place place, String page) {
        Fields sent = looked(place);
        session.mustBeRecent(page, sent.words());
        return sent;
    }

    /** Before anything is tried that changes nothing. */
    Fields looked(Place place) {
        session.enter(place);
        session.needs(Permissions.MANAGE_GRANTS);
        return form.fields();
    }

    /** Why the viewer does not change this role, or anything at all; empty if they may. @param role absent: no role's */
    String mayNot(Standing now, @Nullable String role) {
        if (!session.permissions().has(Permissions.MANAGE_GRANTS)) {
            return "You may look, not change: that needs the permission " + Permissions.MANAGE_GRANTS + ".";
        }
        return role == null ? "" : now.bars(session.caller(), Set.of(role)).orElse("");
    }

    /** @param tag of what stands; absent for what does not */
    Sheet sheet(String page, @Nullable String tag, String mayNot) {
        String anew = session.isRecent() ? "" : SignIns.anew(page, "").path();
        return Sheet.of(page, tag == null ? "" : tag, mayNot, anew);
    }

    /** What is not there can only be made. */
    PolicyBook.Edit edit(Fields sent) {
        String seen = sent.text(Fields.SEEN);
        String reason = sent.text(Fields.REASON);
        Condition condition = seen.isEmpty() ? new Condition(null, "*") : new Condition(seen, null);
        return new PolicyBook.Edit(session.caller(), condition, reason.isEmpty() ? null : reason, answers.tools());
    }

    /** What an amount is probably in: the currency of the ceiling, else of any limit; empty if there is none. */
    static String currency(Standing now) {
        return Stream.concat(
                        Stream.of(now.draft().settings().path("ceiling")),
                        now.draft().roles().values().stream().flatMap(role -> role.tools().values().stream()))
                .map(json -> json.findValue("currency"))
                .filter(Objects::nonNull)
                .map(JsonNode::asText)
                .findFirst()
                .orElse("");
    }

    static int status(Changed.Not not) {
        return PolicyAnswers.status(not.why());
    }

    /** @param word out of {@code said} */
    static Response to(String page, String word) {
        return Response.seeOther(URI.create(page + "?said=" + word)).build();
    }
}
