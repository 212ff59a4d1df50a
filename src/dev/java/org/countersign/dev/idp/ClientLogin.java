package org.countersign.dev.idp;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Finds out which client calls, and makes it prove itself (RFC 6749, section 2.3). */
record ClientLogin(Clients clients) {

    private record Presented(String id, Optional<String> secret) {}

    Client of(Request request) {
        Parameters form = request.form();
        Presented presented = request.header("Authorization")
                .map(header -> basic(header, form))
                .orElseGet(() -> new Presented(form.required("client_id"), form.one("client_secret")));
        return clients.find(presented.id())
                .filter(client -> client.proves(presented.secret()))
                .orElseThrow(() -> refused(presented));
    }

    private static Presented basic(String header, Parameters form) {
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
            throw new Refusal(401, "invalid_client", "Authenticate with Basic, or with client_id in the form.");
        }
        if (form.mentions("client_secret")) {
            throw Refusal.invalidRequest("The client authenticates twice. Use the header or the form, not both.");
        }
        String[] pair = decoded(header.substring(6).strip()).split(":", 2);
        if (pair.length != 2) {
            throw new Refusal(401, "invalid_client", "Send Basic with base64 of client_id:client_secret.");
        }
        String id = Parameters.decode(pair[0]);
        if (form.one("client_id").filter(other -> !other.equals(id)).isPresent()) {
            throw Refusal.invalidRequest("The client_id of the form is not the one of the header. Send the same.");
        }
        // "client:" is how some libraries authenticate a client that has no secret
        return new Presented(id, Optional.of(Parameters.decode(pair[1])).filter(secret -> !secret.isEmpty()));
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private Refusal refused(Presented presented) {
        String why = clients.find(presented.id()).isPresent()
                ? "The secret of client '" + presented.id() + "' is wrong, missing, or not needed."
                : "Unknown client '" + presented.id() + "'. Register it at /register; a restart forgets clients.";
        return new Refusal(401, "invalid_client", why);
    }
}
