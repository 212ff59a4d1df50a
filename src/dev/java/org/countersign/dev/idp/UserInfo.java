package org.countersign.dev.idp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** GET /userinfo: who the person of an access token is, as far as the token's scopes go (OpenID Connect Core, 5.3). */
record UserInfo(Tokens tokens) {

    Answer answer(Request request) {
        Optional<Map<String, Object>> claims = request.header("Authorization")
                .filter(header -> header.regionMatches(true, 0, "Bearer ", 0, 7))
                .flatMap(header -> tokens.accepted(header.substring(7).strip()));
        if (claims.isEmpty()) {
            return refused(new Refusal(401, "invalid_token", "Send a living access token of this provider as Bearer."));
        }
        Scopes scopes = Scopes.parse(String.valueOf(claims.get().get("scope")));
        if (!scopes.has("openid")) {
            return refused(
                    new Refusal(403, "insufficient_scope", "The token needs the scope openid. Sign in with it."));
        }
        return Answer.json(200, told(claims.get(), scopes));
    }

    private static Map<String, Object> told(Map<String, Object> claims, Scopes scopes) {
        Map<String, Object> told = new LinkedHashMap<>(claims);
        told.keySet()
                .removeIf(name -> !switch (name) {
                    case "sub" -> true;
                    case "name", "preferred_username", "realm_access" -> scopes.has("profile");
                    case "email" -> scopes.has("email");
                    default -> false;
                });
        return told;
    }

    private static Answer refused(Refusal refusal) {
        return Answer.refusal(refusal)
                .with(
                        "WWW-Authenticate",
                        "Bearer error=\"" + refusal.error() + "\", error_description=\"" + refusal.description()
                                + "\"");
    }
}
