package org.countersign.dev.idp;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The page where a person chooses who to be: one form for each demo person, and one to turn the client down. */
final class LoginPage {
    static final String PATH = "/authorize/decide";
    /** What a form says itself, so it is not handed through from the query. */
    private static final Set<String> OWN = Set.of("user", "deny");

    private LoginPage() {}

    static Answer of(Destination destination, AuthorizationRequest request, Parameters asked) {
        String people = DemoPerson.ALL.stream()
                .map(person -> form(asked, "user", person.user(), label(person), asked.one("login_hint")))
                .collect(Collectors.joining());
        String deny =
                form(asked, "deny", "true", "Cancel<small>the client gets access_denied</small>", Optional.empty());
        return Page.of(200, "Sign in to Countersign", question(destination, request), people + deny);
    }

    private static String question(Destination destination, AuthorizationRequest request) {
        String scopes = request.scopes().names().isEmpty()
                ? "nothing"
                : String.join(", ", request.scopes().names());
        return destination.client().name() + " asks for " + scopes
                + request.resource().map(resource -> " at " + resource).orElse("")
                + " and is answered at " + destination.redirectUri() + ". Who are you?";
    }

    private static String label(DemoPerson person) {
        String roles = person.roles().isEmpty() ? "no role" : String.join(", ", person.roles());
        return Page.escaped(person.name()) + "<small>" + Page.escaped(person.user() + " · " + roles) + "</small>";
    }

    private static String form(Parameters asked, String name, String value, String label, Optional<String> preferred) {
        String focus = preferred.equals(Optional.of(value)) ? " autofocus" : "";
        return "<form method=\"post\" action=\"" + PATH + "\">\n" + handedThrough(asked) + hidden(name, value)
                + "<button type=\"submit\"" + focus + ">" + label + "</button>\n</form>\n";
    }

    private static String handedThrough(Parameters asked) {
        return asked.values().entrySet().stream()
                .filter(one -> !OWN.contains(one.getKey()))
                .flatMap(one -> values(one).stream())
                .collect(Collectors.joining());
    }

    private static List<String> values(Map.Entry<String, List<String>> one) {
        return one.getValue().stream().map(value -> hidden(one.getKey(), value)).toList();
    }

    private static String hidden(String name, String value) {
        return "<input type=\"hidden\" name=\"" + Page.escaped(name) + "\" value=\"" + Page.escaped(value) + "\">\n";
    }
}
