package org.countersign.console;

import java.util.Map;
import org.countersign.caller.Caller;
import org.countersign.policy.BlockBoard;
import org.jspecify.annotations.Nullable;

/** The form that cuts a person or a client off. */
final class BlockForm {

    private static final String CLIENT = "client";
    private static final int LONGEST = 500;

    static Typed checked(
            @Nullable String kind,
            @Nullable String name,
            @Nullable String issuer,
            @Nullable String until,
            @Nullable String reason) {
        Typed form = Typed.of(
                "block",
                Map.of(
                        "kind", CLIENT.equals(kind) ? CLIENT : "person",
                        "name", ApprovalPages.normal(name),
                        "issuer", ApprovalPages.normal(issuer),
                        "until", ApprovalPages.normal(until),
                        "reason", ApprovalPages.normal(reason)));
        if (!Body.fits(form.value("name"), LONGEST)) {
            form = form.but("name", "Give the subject of the person or the id of the client, as actions name them.");
        }
        String other = form.value("issuer");
        boolean usable = other.isEmpty() || (Body.fits(other, LONGEST) && other.indexOf(' ') < 0);
        return usable ? form : form.but("issuer", "An issuer is an address such as https://login.example.com.");
    }

    /** Of the viewer's own issuer where none is said. */
    static BlockBoard.Whom whom(Typed form, Caller by) {
        String issuer = form.value("issuer");
        return form.value("kind").equals(CLIENT)
                ? BlockBoard.Whom.client(form.value("name"))
                : BlockBoard.Whom.person(issuer.isEmpty() ? by.issuer() : issuer, form.value("name"));
    }

    /** A browser's field has neither zone nor, mostly, seconds. */
    static String utc(String local) {
        return local.endsWith("Z") ? local : local + (local.length() == "2026-11-21T10:00".length() ? ":00Z" : "Z");
    }

    private BlockForm() {}
}
