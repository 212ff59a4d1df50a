package org.countersign.dev.idp;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What tokens can be for (RFC 8707): the two resources this provider knows, and the scopes that belong to each. */
record Resources(URI issuer, URI mcp, URI admin) {
    static final String COMMERCE_READ = "commerce:read";
    static final String COMMERCE_WRITE = "commerce:write";
    static final String ADMIN = "countersign:admin";

    /** The resource asked for, if any was. */
    Optional<URI> asked(Parameters parameters) {
        List<String> values = parameters.all("resource");
        if (values.size() > 1) {
            throw invalidTarget("Ask for one resource at a time; a token here has one audience.");
        }
        return values.stream().findFirst().map(this::known);
    }

    private URI known(String asked) {
        if (asked.equals(mcp.toString())) {
            return mcp;
        }
        if (asked.equals(admin.toString())) {
            return admin;
        }
        throw invalidTarget("Unknown resource '" + asked + "'. Use " + mcp + " or " + admin + ", exactly so.");
    }

    /** At the token endpoint a resource may be left out or repeated, not changed (RFC 8707, section 2.2). */
    void unchanged(Parameters parameters, Optional<URI> authorized) {
        Optional<URI> asked = asked(parameters);
        if (asked.isPresent() && !asked.equals(authorized)) {
            throw invalidTarget("The sign-in was for "
                    + authorized.map(URI::toString).orElse("no resource")
                    + ". Leave resource out here or repeat it; for another one, sign in again.");
        }
    }

    /** No resource asked for means a token for this provider only: no shop accepts it. */
    String audience(Optional<URI> resource) {
        return resource.orElse(issuer).toString();
    }

    /** Of the scopes asked for, those that belong to the resource; reading is what nobody asking gets. */
    Scopes granted(Optional<String> asked, Optional<URI> resource) {
        Set<String> here = belongingTo(resource);
        return Scopes.parse(asked.orElse(COMMERCE_READ))
                .only(name -> Scopes.IDENTITY.contains(name) || here.contains(name));
    }

    Set<String> belongingTo(Optional<URI> resource) {
        return resource.map(known -> known.equals(mcp) ? Set.of(COMMERCE_READ, COMMERCE_WRITE) : Set.of(ADMIN))
                .orElse(Set.of());
    }

    private static Refusal invalidTarget(String description) {
        return new Refusal(400, "invalid_target", description);
    }
}
