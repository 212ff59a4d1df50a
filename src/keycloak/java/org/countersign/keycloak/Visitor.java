package org.countersign.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A person who signs in to a client with Keycloak's own pages, without a browser: sends their forms and says yes. Cookies are
 * kept as browsers keep them for localhost, where Secure needs no https.
 */
final class Visitor {

    private static final Pattern ACTION = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("name=\"code\"[^>]*value=\"([^\"]*)\"");
    private static final String VERIFIER = "a-verifier-that-is-at-least-forty-three-characters-long";
    private static final String CHALLENGE = "fHqnnK8JVGn9Act2vp52KGPBGNKHlxFsjRMgelmsfzI";
    private static final int MOST_PAGES = 8;

    private final URI issuer;
    private final String user;
    private final Map<String, String> cookies = new HashMap<>();

    Visitor(URI issuer, String user) {
        this.issuer = issuer;
        this.user = user;
    }

    /** What a client was given; {@code refresh} and {@code id} are empty where it got none. */
    record Tokens(String access, String refresh, String id) {

        static Tokens of(JsonNode answer) {
            return new Tokens(
                    answer.path("access_token").asText(),
                    answer.path("refresh_token").asText(),
                    answer.path("id_token").asText());
        }
    }

    /** Code flow with PKCE, for a client that keeps no secret. */
    Tokens signIn(String client, String redirect, String scope) {
        Map<String, String> back = authorize(client, redirect, scope);
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("client_id", client);
        form.put("redirect_uri", redirect);
        form.put("code", back.getOrDefault("code", "none: " + back));
        form.put("code_verifier", VERIFIER);
        return Tokens.of(Web.json(Web.send(Web.form(endpoint("token"), form), 200)));
    }

    /** @return the answer of the token endpoint, whatever it is */
    HttpResponse<String> refresh(String client, String refreshToken) {
        return Web.send(Web.form(
                endpoint("token"),
                Map.of("grant_type", "refresh_token", "client_id", client, "refresh_token", refreshToken)));
    }

    /** @return what the redirect back to the client says */
    Map<String, String> authorize(String client, String redirect, String scope) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("client_id", client);
        query.put("response_type", "code");
        query.put("redirect_uri", redirect);
        query.put("scope", scope);
        query.put("code_challenge", CHALLENGE);
        query.put("code_challenge_method", "S256");
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create(endpoint("auth") + "?" + Web.encoded(query))));
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            String place = answer.headers().firstValue("Location").orElse("");
            if (place.startsWith(redirect)) {
                return parameters(URI.create(place));
            }
            answer = place.isEmpty() ? answered(answer) : send(HttpRequest.newBuilder(URI.create(place)));
        }
        throw new IllegalStateException("it goes round in circles: " + answer.uri());
    }

    private HttpResponse<String> answered(HttpResponse<String> page) {
        Matcher action = ACTION.matcher(page.body());
        if (!action.find()) {
            throw new IllegalStateException(page.statusCode() + " " + words(page.body()));
        }
        Map<String, String> form = new LinkedHashMap<>();
        if (page.body().contains("name=\"password\"")) {
            form.put("username", user);
            form.put("password", KeycloakAdmin.PASSWORD);
        } else {
            Matcher code = CODE.matcher(page.body());
            form.put("code", code.find() ? code.group(1) : "");
            form.put("accept", "Yes");
        }
        URI target = page.uri().resolve(action.group(1).replace("&amp;", "&"));
        return send(HttpRequest.newBuilder(target)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(Web.encoded(form))));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(one -> one.getKey() + "=" + one.getValue())
                            .collect(Collectors.joining("; ")));
        }
        HttpResponse<String> answer = Web.send(request.build());
        answer.headers().allValues("Set-Cookie").stream()
                .flatMap(line -> HttpCookie.parse("Set-Cookie:" + line).stream())
                .forEach(cookie -> cookies.put(cookie.getName(), cookie.getValue()));
        return answer;
    }

    private URI endpoint(String name) {
        return URI.create(issuer + "/protocol/openid-connect/" + name);
    }

    private static Map<String, String> parameters(URI uri) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String pair : uri.getRawQuery().split("&")) {
            int equals = pair.indexOf('=');
            found.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return found;
    }

    private static String words(String html) {
        return html.replaceAll("(?s)<(script|style).*?</\\1>", " ")
                .replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ");
    }
}
