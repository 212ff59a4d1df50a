package org.countersign.identity;

import io.quarkus.oidc.runtime.TenantConfigContext;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The session that a person has at the identity provider (OpenID Connect RP-Initiated Logout 1.0). */
@Singleton
public final class ProviderSession {

    private final ConsoleSettings settings;
    private final PublicUrl publicUrl;

    ProviderSession(ConsoleSettings settings, PublicUrl publicUrl) {
        this.settings = settings;
        this.publicUrl = publicUrl;
    }

    /** Where a browser goes to end it, and from there to {@code /console/signed-out}; empty if the provider has no such place. */
    public String end(RoutingContext request, SignedIn who) {
        TenantConfigContext tenant = request.get(TenantConfigContext.class.getName());
        String place = tenant == null ? null : tenant.getOidcMetadata().getEndSessionUri();
        return place == null
                ? ""
                : place + (place.indexOf('?') < 0 ? "?" : "&") + "client_id=" + encoded(settings.clientId())
                        + "&id_token_hint=" + encoded(who.idToken())
                        + "&post_logout_redirect_uri="
                        + encoded(publicUrl.origin() + ConsoleTenant.PATH + "/signed-out");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
