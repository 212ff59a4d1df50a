package org.countersign.dev.idp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What clients read first: the metadata of RFC 8414, the same for OpenID Connect, and the public key. */
record Discovery(Resources resources, SigningKey key) {
    static final List<String> GRANT_TYPES = List.of(Client.CODE, Client.REFRESH, Client.ITSELF);

    Answer metadata(Request request) {
        String issuer = resources.issuer().toString();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("issuer", issuer);
        answer.put("authorization_endpoint", issuer + "/authorize");
        answer.put("token_endpoint", issuer + "/token");
        answer.put("jwks_uri", issuer + "/jwks");
        answer.put("registration_endpoint", issuer + "/register");
        answer.put("userinfo_endpoint", issuer + "/userinfo");
        answer.put("end_session_endpoint", issuer + "/end-session");
        answer.put("scopes_supported", Scopes.SUPPORTED);
        answer.put("response_types_supported", List.of("code"));
        answer.put("response_modes_supported", List.of("query"));
        answer.put("grant_types_supported", GRANT_TYPES);
        answer.put("code_challenge_methods_supported", List.of("S256"));
        answer.put("token_endpoint_auth_methods_supported", Registration.METHODS);
        answer.put("id_token_signing_alg_values_supported", List.of("RS256"));
        answer.put("subject_types_supported", List.of("public"));
        answer.put(
                "claims_supported",
                List.of("sub", "name", "preferred_username", "email", "realm_access", "auth_time", "nonce", "at_hash"));
        answer.put("prompt_values_supported", List.of("none", "login", "consent", "select_account"));
        answer.put("authorization_response_iss_parameter_supported", true);
        answer.put("request_parameter_supported", false);
        answer.put("request_uri_parameter_supported", false);
        answer.put("claims_parameter_supported", false);
        return Answer.json(200, answer);
    }

    Answer keys(Request request) {
        return Answer.json(200, Map.of("keys", List.of(key.jwk())));
    }

    /** For a developer who opens the issuer in a browser or with curl. */
    Answer home(Request request) {
        String issuer = resources.issuer().toString();
        return Answer.text(200, """
                Countersign, development identity provider: for development and tests, without passwords.

                People:            %s
                All endpoints:     curl %s/.well-known/openid-configuration
                A token for MCP:   curl '%s/token-for?user=ada&for=mcp'
                One for the admin: curl '%s/token-for?user=sam&for=admin'
                """.formatted(DemoPerson.known(), issuer, issuer, issuer));
    }
}
