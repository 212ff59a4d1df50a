package org.countersign.identity;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The addresses the world knows this server by. All are made from the setting {@code countersign.public-url}, none from
 * a Host header.
 */
@Singleton
public final class PublicUrl {

    public static final String METADATA_PATH = "/.well-known/oauth-protected-resource";

    private final String origin;
    private final String issuer;
    private final List<String> mcpAudiences;
    private final List<String> adminAudiences;

    PublicUrl(
            @ConfigProperty(name = "countersign.public-url") String publicUrl,
            @ConfigProperty(name = "countersign.issuer") String issuer,
            @ConfigProperty(name = "quarkus.oidc.mcp.token.audience") List<String> mcpAudiences,
            @ConfigProperty(name = "quarkus.oidc.admin.token.audience") List<String> adminAudiences) {
        this.origin = originOnly(publicUrl);
        this.issuer = issuer;
        this.mcpAudiences = List.copyOf(mcpAudiences);
        this.adminAudiences = List.copyOf(adminAudiences);
    }

    /** A token for one resource must never open the other, so nobody may configure an audience that fits both. */
    void check(@Observes StartupEvent start) {
        if (!Collections.disjoint(mcpAudiences, adminAudiences)) {
            throw new IllegalStateException(
                    "countersign.audiences and countersign.admin-audiences share a value: a token"
                            + " for /mcp would open /api/admin");
        }
        if (mcpAudiences.contains("any") || adminAudiences.contains("any")) {
            throw new IllegalStateException(
                    "the audience of a token is always checked: countersign.audiences=any is refused");
        }
    }

    public String origin() {
        return origin;
    }

    /** The same as browsers write it in the header {@code Origin} (RFC 6454, section 6.1). */
    public String browserOrigin() {
        URI uri = URI.create(origin);
        int usual = "https".equals(uri.getScheme()) ? 443 : 80;
        String port = uri.getPort() < 0 || uri.getPort() == usual ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port;
    }

    public String issuer() {
        return issuer;
    }

    /** The resource id of {@code /mcp} (RFC 8707). */
    public String mcp() {
        return origin + "/mcp";
    }

    /** The resource id of {@code /api/admin}. */
    public String admin() {
        return origin + "/api/admin";
    }

    /** Where the metadata of a resource lies (RFC 9728, section 3.1). @param path of the resource, such as {@code /mcp} */
    public String metadata(String path) {
        return origin + METADATA_PATH + path;
    }

    /** Whether a token with these audiences would open both resources; such a token opens neither. */
    boolean opensBoth(Set<String> audiences) {
        return !Collections.disjoint(audiences, mcpAudiences) && !Collections.disjoint(audiences, adminAudiences);
    }

    private static String originOnly(String publicUrl) {
        URI uri = URI.create(publicUrl);
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null || !publicUrl.equals(uri.getScheme() + "://" + uri.getRawAuthority())) {
            throw new IllegalArgumentException(
                    "countersign.public-url must look like https://shop.example.com, without a"
                            + " path or a slash at its end: " + publicUrl);
        }
        return publicUrl;
    }
}
