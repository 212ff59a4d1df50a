package org.countersign.dev.idp;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** POST /register: dynamic client registration (RFC 7591), open to everybody on this machine. */
record Registration(Clients clients, Clock clock) {
    static final List<String> METHODS = List.of("none", "client_secret_basic", "client_secret_post");
    private static final Set<String> GRANTS = Set.of(Client.CODE, Client.REFRESH);
    private static final int MOST_URIS = 20;
    private static final int LONGEST_NAME = 100;

    Answer answer(Request request) {
        JsonNode wish =
                Json.object(request.body()).orElseThrow(() -> refused("Send the client's metadata as a JSON object."));
        String method = text(wish, "token_endpoint_auth_method").orElse("client_secret_basic");
        if (!METHODS.contains(method)) {
            throw refused("token_endpoint_auth_method '" + method + "' is not offered. Use one of " + METHODS + ".");
        }
        Client client = new Client(
                RandomText.fresh(),
                shortened(text(wish, "client_name").orElse("A client without a name")),
                method.equals("none") ? Optional.empty() : Optional.of(RandomText.fresh()),
                redirectUris(wish),
                grantTypes(wish),
                List.of());
        clients.add(client);
        return Answer.json(201, described(client, method, text(wish, "scope")));
    }

    private static List<RedirectUri> redirectUris(JsonNode wish) {
        List<String> uris = texts(wish, "redirect_uris");
        if (uris.isEmpty() || uris.size() > MOST_URIS) {
            throw new Refusal(
                    400,
                    "invalid_redirect_uri",
                    "redirect_uris must name 1 to " + MOST_URIS + " URIs to send codes to.");
        }
        return uris.stream().map(RedirectUri::registrable).toList();
    }

    /** Grants not offered are left out and the answer says so (RFC 7591, section 3.2.1); none named means both. */
    private static Set<String> grantTypes(JsonNode wish) {
        List<String> asked = texts(wish, "grant_types");
        if (!asked.isEmpty() && !asked.contains(Client.CODE)) {
            throw refused("grant_types must contain authorization_code; nothing else can be registered here.");
        }
        List<String> responses = texts(wish, "response_types");
        if (!responses.isEmpty() && !responses.contains("code")) {
            throw refused("response_types must contain code.");
        }
        Set<String> granted = new LinkedHashSet<>(asked.isEmpty() ? GRANTS : asked);
        granted.retainAll(GRANTS);
        return granted;
    }

    /** The scope is repeated, not enforced: a client that steps up later asks for more than it registered. */
    private Map<String, Object> described(Client client, String method, Optional<String> scope) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("client_id", client.id());
        answer.put("client_id_issued_at", clock.instant().getEpochSecond());
        client.secret().ifPresent(secret -> {
            answer.put("client_secret", secret);
            answer.put("client_secret_expires_at", 0);
        });
        answer.put("client_name", client.name());
        answer.put(
                "redirect_uris",
                client.redirectUris().stream().map(uri -> uri.uri().toString()).toList());
        answer.put("grant_types", client.grantTypes().stream().sorted().toList());
        answer.put("response_types", List.of("code"));
        answer.put("token_endpoint_auth_method", method);
        scope.ifPresent(text -> answer.put("scope", text));
        return answer;
    }

    private static Optional<String> text(JsonNode wish, String name) {
        JsonNode value = wish.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw refused(name + " must be a string.");
        }
        return Optional.of(value.asText());
    }

    private static List<String> texts(JsonNode wish, String name) {
        JsonNode value = wish.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        if (!value.isArray() || StreamSupport.stream(value.spliterator(), false).anyMatch(one -> !one.isTextual())) {
            throw refused(name + " must be an array of strings.");
        }
        return StreamSupport.stream(value.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
    }

    private static Refusal refused(String why) {
        return new Refusal(400, "invalid_client_metadata", why);
    }
}
