package org.countersign.identity;

import io.quarkus.oidc.runtime.OidcJwtCallerPrincipal;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.countersign.caller.Caller;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Makes the {@link Caller} of a verified token, and finds it again in the identity of a request. */
@Singleton
public final class Callers {

    static final String ATTRIBUTE = "countersign.caller";
    /** Keycloak; Okta and Entra groups; Auth0 and Entra app roles. The first claim that is there counts, alone. */
    private static final List<String> USUAL_ROLE_CLAIMS = List.of("realm_access/roles", "groups", "roles");

    /** The grant that a token of Keycloak came from, in its id, since 26.2: here that of client credentials. */
    private static final Pattern KEYCLOAK_CLIENT_CREDENTIALS = Pattern.compile("[a-z]{4}cc:.*");

    /** RFC 9068; OpenID Connect; Okta; Entra's older tokens. */
    private static final List<String> CLIENT_CLAIMS = List.of("client_id", "azp", "cid", "appid");

    private final List<String> roleClaims;
    private final List<String> subjectClaims;

    Callers(
            @ConfigProperty(name = "countersign.roles-claim") Optional<String> roleClaim,
            @ConfigProperty(name = "countersign.subject-claims", defaultValue = "sub") List<String> subjectClaims) {
        this.roleClaims =
                roleClaim.filter(path -> !path.isBlank()).map(List::of).orElse(USUAL_ROLE_CLAIMS);
        this.subjectClaims = List.copyOf(subjectClaims);
    }

    /** The caller of an authenticated request. */
    public static Optional<Caller> of(@Nullable SecurityIdentity identity) {
        return identity == null ? Optional.empty() : Optional.ofNullable(identity.getAttribute(ATTRIBUTE));
    }

    /** @throws IllegalArgumentException if the token does not say who asks */
    public Caller from(JsonWebToken token) {
        String issuer = text(token, "iss");
        String subject = subject(token);
        if (issuer == null || subject == null || issuer.isBlank()) {
            throw new IllegalArgumentException("a token without issuer or subject");
        }
        return new Caller(
                issuer,
                subject,
                first(token, CLIENT_CLAIMS),
                text(token, "jti"),
                scopes(token),
                rolesIn(token).orElse(Set.of()),
                person(token));
    }

    /** Who it is at its issuer, by the first claim that is there: some give one person several values of {@code sub}. */
    @Nullable
    String subject(JsonWebToken token) {
        return first(token, subjectClaims);
    }

    private static @Nullable String first(JsonWebToken token, List<String> claims) {
        for (String claim : claims) {
            String text = text(token, claim);
            if (text != null && !text.isBlank()) {
                return text;
            }
        }
        return null;
    }

    private static Set<String> scopes(JsonWebToken token) {
        Object claim = plain(token, "scope");
        return new LinkedHashSet<>(words(claim != null ? claim : plain(token, "scp")));
    }

    /** Empty where the token says nothing of roles, not even that there are none. */
    Optional<Set<String>> rolesIn(JsonWebToken token) {
        for (String path : roleClaims) {
            Object claim = at(token, path);
            if (claim != null) {
                return Optional.of(
                        new LinkedHashSet<>(claim instanceof Collection<?> list ? texts(list) : words(claim)));
            }
        }
        return Optional.empty();
    }

    /** A client acting for itself, by the marks that the usual providers leave in a client credentials token. */
    private static boolean person(JsonWebToken token) {
        String subject = String.valueOf(text(token, "sub"));
        boolean itself = CLIENT_CLAIMS.stream().anyMatch(claim -> subject.equals(text(token, claim)));
        List<String> grant = words(plain(token, "gty"));
        boolean auth0 = grant.contains("client-credentials")
                || grant.contains("client_credentials")
                || subject.endsWith("@clients");
        boolean entra = "app".equals(text(token, "idtyp"));
        return !(itself || keycloakServiceAccount(token) || auth0 || entra);
    }

    /** Which of these are there depends on the scopes of the client. */
    private static boolean keycloakServiceAccount(JsonWebToken token) {
        String name = text(token, "preferred_username");
        String id = text(token, "jti");
        return name != null && name.startsWith("service-account-")
                || plain(token, "clientHost") != null
                || plain(token, "clientAddress") != null
                || id != null && KEYCLOAK_CLIENT_CREDENTIALS.matcher(id).matches();
    }

    private static @Nullable Object at(JsonWebToken token, String path) {
        Object whole = plain(token, path); // Auth0's claim names are URLs: a slash may belong to the name
        if (whole != null) {
            return whole;
        }
        String[] names = path.split("/");
        Object value = plain(token, names[0]);
        for (int i = 1; i < names.length && value != null; i++) {
            value = value instanceof Map<?, ?> object ? ClaimValue.plain(object.get(names[i])) : null;
        }
        return value instanceof Map ? null : value;
    }

    static @Nullable Object plain(JsonWebToken token, String claim) {
        // asked itself, the token reads an absent groups claim as an empty one, and throws and catches for most other
        // names
        return token instanceof OidcJwtCallerPrincipal verified
                ? verified.getClaims().getClaimValue(claim)
                : token.getClaimNames().contains(claim) ? ClaimValue.plain(token.getClaim(claim)) : null;
    }

    static @Nullable String text(JsonWebToken token, String claim) {
        return plain(token, claim) instanceof String text ? text : null;
    }

    private static List<String> words(@Nullable Object claim) {
        if (claim instanceof Collection<?> list) {
            return texts(list);
        }
        return claim instanceof String text && !text.isBlank()
                ? List.of(text.trim().split("\\s+"))
                : List.of();
    }

    private static List<String> texts(Collection<?> list) {
        List<String> texts = new ArrayList<>();
        for (Object item : list) {
            if (ClaimValue.plain(item) instanceof String text) {
                texts.add(text);
            }
        }
        return texts;
    }
}
