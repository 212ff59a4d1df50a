package org.countersign.dev.idp;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** POST /token: codes, refresh tokens and client credentials become access tokens (RFC 6749, sections 4 to 6). */
record TokenEndpoint(ClientLogin login, Resources resources, Codes codes, RefreshTokens refreshTokens, Tokens tokens) {

    Answer answer(Request request) {
        Parameters form = request.form();
        String grantType = form.required("grant_type");
        Client client = login.of(request);
        return switch (grantType) {
            case Client.CODE -> code(allowed(client, grantType), form);
            case Client.REFRESH -> refresh(allowed(client, grantType), form);
            case Client.ITSELF -> itself(allowed(client, grantType), form);
            default ->
                throw new Refusal(
                        400,
                        "unsupported_grant_type",
                        "Use grant_type " + String.join(", ", Discovery.GRANT_TYPES) + ".");
        };
    }

    private static Client allowed(Client client, String grantType) {
        if (!client.may(grantType)) {
            throw new Refusal(
                    400,
                    "unauthorized_client",
                    "Client '" + client.id() + "' may use " + client.grantTypes() + " only.");
        }
        return client;
    }

    private Answer code(Client client, Parameters form) {
        SignIn signIn = codes.redeemed(client, form);
        resources.unchanged(form, signIn.resource());
        return answered(client, signIn, signIn.scopes(), signIn.nonce());
    }

    private Answer refresh(Client client, Parameters form) {
        String token = form.required("refresh_token");
        SignIn signIn = refreshTokens.presented(token, client);
        resources.unchanged(form, signIn.resource());
        Scopes scopes = form.one("scope").map(Scopes::parse).orElse(signIn.scopes());
        if (!scopes.within(signIn.scopes())) {
            throw new Refusal(
                    400, "invalid_scope", "A refresh gives at most: " + signIn.scopes() + ". For more, sign in again.");
        }
        refreshTokens.spend(token);
        return answered(client, signIn, scopes, Optional.empty());
    }

    private Answer itself(Client client, Parameters form) {
        Optional<URI> resource = resources.asked(form);
        Scopes scopes = resources
                .granted(form.one("scope"), resource)
                .only(name -> resources.belongingTo(resource).contains(name));
        return Answer.json(200, answer(tokens.signed(tokens.service(client, resource, scopes)), scopes));
    }

    /** The next refresh token keeps the whole scope of the sign-in; only this access token is narrower. */
    private Answer answered(Client client, SignIn signIn, Scopes scopes, Optional<String> nonce) {
        String access = tokens.signed(tokens.access(signIn, scopes));
        Map<String, Object> answer = answer(access, scopes);
        if (client.may(Client.REFRESH)) {
            answer.put("refresh_token", refreshTokens.issue(signIn));
        }
        if (scopes.has("openid")) {
            answer.put("id_token", tokens.signedId(tokens.id(signIn, access, nonce)));
        }
        return Answer.json(200, answer);
    }

    private Map<String, Object> answer(String access, Scopes scopes) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", access);
        answer.put("token_type", "Bearer");
        answer.put("expires_in", tokens.lifetime().toSeconds());
        answer.put("scope", scopes.toString());
        return answer;
    }
}
