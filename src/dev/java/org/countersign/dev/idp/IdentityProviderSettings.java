package org.countersign.dev.idp;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * How a {@link DevelopmentIdentityProvider} starts.
 *
 * @param port 0 for any free one
 * @param mcpResource the resource id of the MCP endpoint, exactly as the server names it
 * @param adminResource the resource id of the admin API
 * @param keyFile keeps the signing key over restarts; absent, each start has its own
 * @param lifetime of access and ID tokens
 */
public record IdentityProviderSettings(
        int port, URI mcpResource, URI adminResource, Optional<Path> keyFile, Duration lifetime, Clock clock) {

    public static IdentityProviderSettings of(int port, URI mcpResource, URI adminResource) {
        return new IdentityProviderSettings(
                port, mcpResource, adminResource, Optional.empty(), Duration.ofMinutes(10), Clock.systemUTC());
    }

    public IdentityProviderSettings keyIn(Path file) {
        return new IdentityProviderSettings(port, mcpResource, adminResource, Optional.of(file), lifetime, clock);
    }

    public IdentityProviderSettings lasting(Duration tokens) {
        return new IdentityProviderSettings(port, mcpResource, adminResource, keyFile, tokens, clock);
    }

    public IdentityProviderSettings at(Clock other) {
        return new IdentityProviderSettings(port, mcpResource, adminResource, keyFile, lifetime, other);
    }
}
