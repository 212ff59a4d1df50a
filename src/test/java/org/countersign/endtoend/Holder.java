package org.countersign.endtoend;

import java.net.URI;
import java.util.List;
import org.countersign.dev.idp.DevelopmentIdentityProvider;
import org.countersign.dev.idp.TokenDraft;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Somebody who holds one role, or none, or one that this shop does not know; with tokens and a browser of their own.
 *
 * @param name  of the column of a table
 * @param user  the demo person
 * @param roles what their tokens say
 */
record Holder(String name, String user, List<String> roles) {

    private static final URI SERVER =
            URI.create(ConfigProvider.getConfig().getValue("countersign.public-url", String.class));
    static final URI MCP = SERVER.resolve("/mcp");
    static final URI ADMIN = SERVER.resolve("/api/admin");
    static final String BOTH = "commerce:read commerce:write";
    static final String ADMINISTERS = "countersign:admin";

    static final List<Holder> ALL = List.of(
            new Holder("support_agent", "ada", List.of("support_agent")),
            new Holder("support_lead", "lea", List.of("support_lead")),
            new Holder("warehouse", "wim", List.of("warehouse")),
            new Holder("shop_admin", "sam", List.of("shop_admin")),
            new Holder("auditor", "aud", List.of("auditor")),
            new Holder("benchmark", "bench", List.of("benchmark")),
            new Holder("(unknown)", "ben", List.of("astronaut")),
            new Holder("(no role)", "nora", List.of()));

    static Holder of(String role) {
        return ALL.stream().filter(each -> each.name.equals(role)).findFirst().orElseThrow();
    }

    TokenDraft draft(DevelopmentIdentityProvider provider, URI resource) {
        return provider.draft(user, resource)
                .roles(roles.toArray(String[]::new))
                .scope(resource.equals(MCP) ? BOTH : ADMINISTERS);
    }

    String token(DevelopmentIdentityProvider provider, URI resource) {
        return draft(provider, resource).sign();
    }

    Agent agent(DevelopmentIdentityProvider provider) {
        return new Agent(SERVER, token(provider, MCP));
    }

    /** Signed in with exactly these roles. */
    Browser browser(DevelopmentIdentityProvider provider) {
        provider.idTokens(token -> token.roles(roles.toArray(String[]::new)).sign());
        try {
            return Browser.signedIn(user);
        } finally {
            provider.idTokens(TokenDraft::sign);
        }
    }
}
