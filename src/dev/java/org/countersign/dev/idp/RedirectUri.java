package org.countersign.dev.idp;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Where a client wants codes sent: https, http on this machine, or a scheme of the client's own (RFC 8252). */
record RedirectUri(URI uri) {
    private static final int LONGEST = 2000;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    /** Schemes that a browser runs or opens itself instead of handing them to an app. */
    private static final Set<String> DANGEROUS =
            Set.of("javascript", "data", "vbscript", "file", "blob", "about", "view-source", "ftp", "ws", "wss");

    /** Refused with what is wrong, or good for registration. */
    static RedirectUri registrable(String text) {
        if (text.length() > LONGEST) {
            throw refused("a redirect URI", "is longer than " + LONGEST + " characters");
        }
        URI uri = parsed(text).orElseThrow(() -> refused(text, "is not a URI"));
        if (!uri.isAbsolute()) {
            throw refused(text, "has no scheme; use https, http on localhost, or your own scheme");
        }
        if (uri.getRawFragment() != null) {
            throw refused(text, "has a fragment; leave the part from # away");
        }
        if (uri.getRawUserInfo() != null) {
            throw refused(text, "names a user; leave the part before @ away");
        }
        return switch (scheme(uri)) {
            case "https" -> {
                if (uri.getHost() == null) {
                    throw refused(text, "has no host");
                }
                yield new RedirectUri(uri);
            }
            case "http" -> {
                if (!isLoopback(uri)) {
                    throw refused(text, "uses http for another machine; use https, or http on localhost");
                }
                yield new RedirectUri(uri);
            }
            case String other when DANGEROUS.contains(other) -> throw refused(text, "uses a scheme that browsers open");
            default -> new RedirectUri(uri);
        };
    }

    static boolean isLoopback(URI uri) {
        return scheme(uri).equals("http") && uri.getHost() != null && LOOPBACK.contains(uri.getHost());
    }

    static Optional<URI> parsed(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Character for character the same; only the port of this machine is free (RFC 8252, section 7.3). */
    boolean allows(String asked) {
        if (uri.toString().equals(asked)) {
            return true;
        }
        return isLoopback(uri) && parsed(asked).filter(this::differsInPortOnly).isPresent();
    }

    private boolean differsInPortOnly(URI asked) {
        return isLoopback(asked)
                && asked.getHost().equals(uri.getHost())
                && asked.getRawUserInfo() == null
                && asked.getRawFragment() == null
                && Objects.equals(asked.getRawPath(), uri.getRawPath())
                && Objects.equals(asked.getRawQuery(), uri.getRawQuery());
    }

    private static String scheme(URI uri) {
        return String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    }

    private static Refusal refused(String uri, String why) {
        return new Refusal(400, "invalid_redirect_uri", uri + " " + why + ".");
    }
}
