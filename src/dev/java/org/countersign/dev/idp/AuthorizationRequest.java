package org.countersign.dev.idp;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a client asks a person to agree to, checked (OAuth 2.1, RFC 7636, RFC 8707). Nobody stays signed in here, so every
 * sign-in is as new as {@code prompt=login} or {@code max_age} may ask for.
 */
record AuthorizationRequest(Optional<URI> resource, Scopes scopes, String challenge, Optional<String> nonce) {
    /** A SHA-256 in base64url without padding. */
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

    static AuthorizationRequest of(Parameters asked, Client client, Resources resources) {
        if (!asked.required("response_type").equals("code")) {
            throw new Refusal(400, "unsupported_response_type", "Use response_type=code.");
        }
        if (!client.may(Client.CODE)) {
            throw new Refusal(400, "unauthorized_client", "This client acts for itself only: use client_credentials.");
        }
        if (asked.one("response_mode").filter(mode -> !mode.equals("query")).isPresent()) {
            throw Refusal.invalidRequest("Only response_mode=query is offered. Leave response_mode out.");
        }
        if (asked.mentions("request") || asked.mentions("request_uri")) {
            throw new Refusal(400, "request_not_supported", "Send the parameters themselves, not a request object.");
        }
        if (asked.one("prompt").filter("none"::equals).isPresent()) {
            throw new Refusal(400, "login_required", "Nobody stays signed in here. Ask again without prompt=none.");
        }
        if (asked.one("max_age").filter(age -> !age.matches("\\d{1,9}")).isPresent()) {
            throw Refusal.invalidRequest("max_age is a number of seconds. Leave it out or correct it.");
        }
        Optional<URI> resource = resources.asked(asked);
        return new AuthorizationRequest(
                resource, resources.granted(asked.one("scope"), resource), challenge(asked), asked.one("nonce"));
    }

    private static String challenge(Parameters asked) {
        if (!asked.one("code_challenge_method").equals(Optional.of("S256"))) {
            throw Refusal.invalidRequest("PKCE is required: send code_challenge and code_challenge_method=S256.");
        }
        return asked.one("code_challenge")
                .filter(CHALLENGE.asMatchPredicate())
                .orElseThrow(() -> Refusal.invalidRequest(
                        "PKCE is required: code_challenge is the verifier's SHA-256 in base64url, 43 characters."));
    }
}
