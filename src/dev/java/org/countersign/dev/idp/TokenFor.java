package org.countersign.dev.idp;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * GET /token-for?user=ada&for=mcp|admin[&scope=…][&seconds=…]: a token with one curl command, without a sign-in.
 *
 * <p>No real provider may have such a door. This one may: it exists in development and tests only, listens on this
 * machine only, gives no other page's script its answer (no CORS, no foreign host names), and its tokens are worth
 * nothing to a server that trusts a real issuer. Whoever can call it could as well click a name on the login page.
 *
 * <p>An empty scope means none; negative seconds give a token that expired that long ago.
 */
record TokenFor(Resources resources, Tokens tokens, Clock clock) {
    private static final long EIGHT_HOURS = Duration.ofHours(8).toSeconds();
    private static final long LONGEST = Duration.ofDays(30).toSeconds();

    Answer answer(Request request) {
        try {
            return Answer.text(200, token(request.parameters()) + "\n");
        } catch (Refusal refusal) {
            return Answer.text(refusal.status(), refusal.description() + "\n");
        }
    }

    private String token(Parameters asked) {
        DemoPerson person = asked.one("user")
                .flatMap(DemoPerson::named)
                .orElseThrow(() -> Refusal.invalidRequest("Say user=… with one of: " + DemoPerson.known() + "."));
        boolean mcp = switch (asked.one("for").orElse("")) {
            case "mcp" -> true;
            case "admin" -> false;
            default ->
                throw Refusal.invalidRequest(
                        "Say for=mcp (" + resources.mcp() + ") or for=admin (" + resources.admin() + ").");
        };
        Optional<URI> resource = Optional.of(mcp ? resources.mcp() : resources.admin());
        Scopes scopes = scopes(asked, resource, mcp ? "commerce:read commerce:write" : Resources.ADMIN);
        SignIn signIn = new SignIn(
                RandomText.fresh(), "token-for", person, resource, scopes, Optional.empty(), clock.instant());
        return tokens.signed(lasting(tokens.access(signIn, scopes), seconds(asked)));
    }

    private Scopes scopes(Parameters asked, Optional<URI> resource, String usual) {
        if (!asked.mentions("scope")) {
            return Scopes.parse(usual);
        }
        Scopes wanted = Scopes.parse(asked.one("scope").orElse(""));
        Scopes possible = resources.granted(Optional.of(wanted.toString()), resource);
        if (!wanted.within(possible)) {
            throw Refusal.invalidRequest("There is no such scope here. Possible: "
                    + String.join(
                            " ",
                            Scopes.SUPPORTED.stream()
                                    .filter(name -> Scopes.IDENTITY.contains(name)
                                            || resources.belongingTo(resource).contains(name))
                                    .toList())
                    + ".");
        }
        return wanted;
    }

    private static long seconds(Parameters asked) {
        try {
            long seconds = Long.parseLong(asked.one("seconds").orElse(String.valueOf(EIGHT_HOURS)));
            if (Math.abs(seconds) <= LONGEST) {
                return seconds;
            }
        } catch (NumberFormatException e) {
            // refused below like any other wrong number
        }
        throw Refusal.invalidRequest("seconds must be a whole number, at most " + LONGEST + " either way.");
    }

    private Jwt lasting(Jwt token, long seconds) {
        long now = clock.instant().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>(token.claims());
        claims.put("exp", now + seconds);
        // a token that expired must have been issued before that
        claims.put("iat", Math.min(now, now + seconds - 1));
        return new Jwt(token.header(), claims);
    }
}
