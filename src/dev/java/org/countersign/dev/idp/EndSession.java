package org.countersign.dev.idp;

import java.util.Map;
import java.util.Optional;

/**
 * /end-session: the way back after a sign-out (OpenID Connect RP-Initiated Logout). Nobody stays signed in here, so
 * there is nothing to end; it sends people back to pages of this machine only, lest it be a springboard to elsewhere.
 */
final class EndSession {
    private EndSession() {}

    static Answer answer(Request request) {
        Parameters asked = request.parameters();
        Optional<String> back = asked.one("post_logout_redirect_uri");
        if (back.isEmpty()) {
            return Page.of(200, "Signed out", "You may close this page.", "");
        }
        if (RedirectUri.parsed(back.get()).filter(RedirectUri::isLoopback).isEmpty()) {
            return Page.of(
                    400,
                    "Signed out",
                    "post_logout_redirect_uri must be http on localhost here; it was not followed.",
                    "");
        }
        return Answer.redirect(asked.one("state")
                .map(state -> Destination.extended(back.get(), Map.of("state", state)))
                .orElse(back.get()));
    }
}
