package org.countersign.dev.idp;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * An OpenID Connect provider for development and tests: OAuth 2.1 with PKCE, resources (RFC 8707), dynamic registration
 * (RFC 7591) and demo people instead of passwords. It listens on this machine only and must never stand in production.
 *
 * <p>In Java tests, {@link #token} and {@link #draft} make tokens without HTTP.
 */
public final class DevelopmentIdentityProvider implements AutoCloseable {
    private final Listener listener;
    private final IdentityProviderSettings settings;
    private final Resources resources;
    private final SigningKey key;
    private final Tokens tokens;

    private DevelopmentIdentityProvider(IdentityProviderSettings settings, Listener listener) {
        this.settings = settings;
        this.listener = listener;
        this.resources = new Resources(
                URI.create("http://localhost:" + listener.port()), settings.mcpResource(), settings.adminResource());
        this.key = settings.keyFile().map(file -> new KeyFile(file).key()).orElseGet(SigningKey::fresh);
        this.tokens = new Tokens(resources, key, settings.lifetime(), settings.clock());
    }

    /** Starts with a fresh key and tokens of ten minutes. */
    public static DevelopmentIdentityProvider start(int port, URI mcpResource, URI adminResource) {
        return start(IdentityProviderSettings.of(port, mcpResource, adminResource));
    }

    /**
     * Starts as the settings say.
     *
     * @throws java.io.UncheckedIOException if the port is taken
     * @throws IllegalStateException if the key file cannot be used
     */
    public static DevelopmentIdentityProvider start(IdentityProviderSettings settings) {
        Listener listener = Listener.bound(settings.port());
        try {
            DevelopmentIdentityProvider provider = new DevelopmentIdentityProvider(settings, listener);
            listener.serve(new Front(provider.routes()));
            return provider;
        } catch (RuntimeException e) {
            listener.close();
            throw e;
        }
    }

    public URI issuer() {
        return resources.issuer();
    }

    /** A good access token of this demo person, for this resource, with exactly this scope. */
    public String token(String user, URI resource, String scope) {
        return draft(user, resource).scope(scope).sign();
    }

    /** The same, still to be changed or spoiled; without a scope so far. */
    public TokenDraft draft(String user, URI resource) {
        DemoPerson person = DemoPerson.named(user)
                .orElseThrow(() -> new IllegalArgumentException(user + " is none of " + DemoPerson.known()));
        SignIn signIn = new SignIn(
                RandomText.fresh(),
                "test-client",
                person,
                Optional.of(resource),
                Scopes.NONE,
                Optional.empty(),
                settings.clock().instant());
        return new TokenDraft(tokens.access(signIn, Scopes.NONE), key, settings.clock());
    }

    /** A draft for a client that acts for itself: no person stands behind it. */
    public TokenDraft serviceDraft(String clientId, URI resource) {
        Client client = new Client(clientId, clientId, Optional.empty(), List.of(), Set.of(Client.ITSELF), List.of());
        return new TokenDraft(tokens.service(client, Optional.of(resource), Scopes.NONE), key, settings.clock());
    }

    /** From now on every ID token of a sign-in is made so of the good one; {@code TokenDraft::sign} leaves it good. */
    public void idTokens(Function<TokenDraft, String> as) {
        tokens.idTokens(as);
    }

    private Map<String, Route> routes() {
        Clients clients = new Clients(settings.adminResource(), settings.clock());
        RefreshTokens refreshTokens = new RefreshTokens(settings.clock());
        Codes codes = new Codes(refreshTokens, settings.clock());
        Discovery discovery = new Discovery(resources, key);
        Authorize authorize = new Authorize(clients, resources, codes, settings.clock());
        TokenEndpoint token = new TokenEndpoint(new ClientLogin(clients), resources, codes, refreshTokens, tokens);
        Registration registration = new Registration(clients, settings.clock());
        return Map.ofEntries(
                Map.entry("/", Route.get(discovery::home)),
                Map.entry(
                        "/.well-known/openid-configuration",
                        Route.get(discovery::metadata).openToBrowsers()),
                Map.entry(
                        "/.well-known/oauth-authorization-server",
                        Route.get(discovery::metadata).openToBrowsers()),
                Map.entry("/jwks", Route.get(discovery::keys).openToBrowsers()),
                Map.entry("/register", Route.post(registration::answer).openToBrowsers()),
                Map.entry("/authorize", Route.getOrPost(authorize::ask)),
                Map.entry(LoginPage.PATH, Route.post(authorize::decide)),
                Map.entry("/token", Route.post(token::answer).openToBrowsers()),
                Map.entry(
                        "/userinfo",
                        Route.getOrPost(new UserInfo(tokens)::answer).openToBrowsers()),
                Map.entry("/end-session", Route.getOrPost(EndSession::answer)),
                Map.entry("/token-for", Route.get(new TokenFor(resources, tokens, settings.clock())::answer)));
    }

    /** Closes the port at once. Tokens stay good until they expire. */
    @Override
    public void close() {
        listener.close();
    }
}
