package org.countersign.dev.idp;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where the answer of an authorization goes. As long as this is not certain, nothing is sent to anywhere. */
record Destination(Client client, String redirectUri, Optional<String> state, URI issuer) {

    static Destination of(Parameters asked, Clients clients, URI issuer) {
        String id = asked.required("client_id");
        Client client = clients.find(id)
                .orElseThrow(() -> Refusal.invalidRequest("Unknown client '" + id
                        + "'. Register it at /register and use the new client_id; a restart forgets clients."));
        String redirectUri = asked.required("redirect_uri");
        if (!client.knows(redirectUri)) {
            throw Refusal.invalidRequest("The redirect_uri " + redirectUri + " is not registered for client '" + id
                    + "'. Use a registered one, exactly so; only the port on localhost is free.");
        }
        return new Destination(client, redirectUri, asked.one("state"), issuer);
    }

    Answer code(String code) {
        return redirect(Map.of("code", code));
    }

    Answer refused(Refusal refusal) {
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("error", refusal.error());
        answer.put("error_description", refusal.description());
        return redirect(answer);
    }

    private Answer redirect(Map<String, String> answer) {
        Map<String, String> all = new LinkedHashMap<>(answer);
        state.ifPresent(value -> all.put("state", value));
        // RFC 9207: a client that talks to several providers sees who answers
        all.put("iss", issuer.toString());
        return Answer.redirect(extended(redirectUri, all));
    }

    static String extended(String uri, Map<String, String> more) {
        String query = more.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return uri + (uri.contains("?") ? "&" : "?") + query;
    }
}
