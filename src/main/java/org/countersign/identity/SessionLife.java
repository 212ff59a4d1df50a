package org.countersign.identity;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How long a console session lasts: some hours from the sign-in, less if nobody uses it. A second cookie says when it
 * began and when it was last used, bound to the session's own by a MAC, so that any replica knows it.
 */
@Singleton
public final class SessionLife {

    private static final String COOKIE = "countersign_console";
    private static final int MOST_WAYS = 10;
    private static final String ESTABLISHED = "countersign.console.established";

    private final ConsoleSettings settings;
    private final Clock clock;
    private final boolean secure;

    SessionLife(ConsoleSettings settings, Clock clock, PublicUrl publicUrl) {
        this.settings = settings;
        this.clock = clock;
        this.secure = publicUrl.origin().startsWith("https:");
    }

    private record Times(long begun, long used) {}

    /** Whether this request came with a living session. */
    public static boolean isEstablished(RoutingContext request) {
        return request.get(ESTABLISHED) != null;
    }

    /** Before anybody is authenticated: a session that is over is taken off the request, a living one is renewed. */
    public void look(RoutingContext request) {
        String session = session(request.request().cookies());
        Optional<Times> times = session.isEmpty() ? Optional.empty() : times(request, session);
        if (times.isPresent()) {
            request.put(ESTABLISHED, true);
            request.addHeadersEndHandler(ignored -> renew(request, session, times.get()));
        } else {
            begin(request);
        }
    }

    /** Takes any session off the request, so that it is answered as to a stranger; what it begins gets its own life. */
    public void begin(RoutingContext request) {
        Set<String> before = names(request);
        before.forEach(name -> request.response().removeCookies(name, false));
        request.addHeadersEndHandler(ignored -> {
            String session = session(request.request().cookies());
            if (!session.isEmpty()) {
                before.removeAll(names(request));
                before.forEach(name -> expire(request, name));
                write(request, session, now(), now());
            }
        });
    }

    /**
     * Every page opened by a stranger begins a way to the provider and back, which the browser sends along until it ends.
     * Of many that nobody has gone, none is kept: else the browser would send more than any server takes.
     */
    public void forgetOldWays(RoutingContext request) {
        Set<String> begun = names(request, ConsoleTenant.STATE_COOKIE);
        if (begun.size() >= MOST_WAYS) {
            begun.forEach(name -> expire(request, name));
        }
    }

    /** Ends the session of this request in the browser. */
    public void end(RoutingContext request) {
        names(request).forEach(name -> expire(request, name));
        expire(request, COOKIE);
    }

    private Optional<Times> times(RoutingContext request, String session) {
        Cookie cookie = request.request().getCookie(COOKIE);
        String[] parts = cookie == null ? new String[0] : cookie.getValue().split("\\.");
        if (parts.length != 3 || !isOurs(parts, session)) {
            return Optional.empty();
        }
        Times times = new Times(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        long now = now();
        boolean living = now < times.begun() + settings.session().toSeconds()
                && now < times.used() + settings.idle().toSeconds();
        return living ? Optional.of(times) : Optional.empty();
    }

    private boolean isOurs(String[] parts, String session) {
        return MessageDigest.isEqual(
                parts[2].getBytes(StandardCharsets.UTF_8),
                mac(parts[0] + "." + parts[1], session).getBytes(StandardCharsets.UTF_8));
    }

    private void renew(RoutingContext request, String before, Times times) {
        if (session(request.request().cookies()).equals(before)) {
            write(request, before, times.begun(), now());
        }
    }

    private void write(RoutingContext request, String session, long begun, long used) {
        String life = begun + "." + used;
        add(request, COOKIE, life + "." + mac(life, session), settings.idle().toSeconds());
    }

    private void expire(RoutingContext request, String name) {
        add(request, name, "", 0);
    }

    private void add(RoutingContext request, String name, String value, long seconds) {
        request.response()
                .addCookie(Cookie.cookie(name, value)
                        .setPath(ConsoleTenant.PATH)
                        .setHttpOnly(true)
                        .setSecure(secure)
                        .setSameSite(CookieSameSite.LAX)
                        .setMaxAge(seconds));
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    private String mac(String life, String session) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(settings.mac("session-life", life + "|" + session));
    }

    /** The session's own cookie, or its pieces; empty for none. */
    private static String session(Collection<Cookie> cookies) {
        return cookies.stream()
                .filter(cookie -> ofSession(cookie.getName()) && !isBlank(cookie.getValue()))
                .sorted((one, other) -> one.getName().compareTo(other.getName()))
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining(";"));
    }

    private static Set<String> names(RoutingContext request) {
        return names(request, ConsoleTenant.SESSION_COOKIE);
    }

    private static Set<String> names(RoutingContext request, String prefix) {
        return request.request().cookies().stream()
                .map(Cookie::getName)
                .filter(name -> name.startsWith(prefix))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static boolean ofSession(String name) {
        return name.startsWith(ConsoleTenant.SESSION_COOKIE);
    }

    private static boolean isBlank(@Nullable String value) {
        return value == null || value.isBlank();
    }
}
