package org.countersign.identity;

import io.quarkus.oidc.Oidc;
import io.quarkus.oidc.OidcRedirectFilter;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.OidcTenantConfigBuilder;
import io.quarkus.oidc.Redirect;
import io.quarkus.oidc.Redirect.Location;
import io.quarkus.oidc.TenantFeature;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Base64;

/**
 * The OIDC tenant {@code console}: code flow with PKCE, nonce and a cookie, on /console only. Its addresses are made from
 * the public URL, so that no Host header chooses where a code is sent.
 */
@Singleton
@TenantFeature(ConsoleTenant.ID)
@Redirect(Location.OIDC_AUTHORIZATION)
public final class ConsoleTenant implements OidcRedirectFilter {

    static final String ID = "console";
    static final String SESSION_COOKIE = "q_session_" + ID;
    static final String STATE_COOKIE = "q_auth_" + ID + "_";

    public static final String PATH = "/console";
    public static final String CALLBACK = PATH + "/callback";

    private static final String ANEW = "countersign.console.anew";
    /** How long somebody may stay on the provider's page before the way back is forgotten. */
    private static final Duration WAY_BACK = Duration.ofMinutes(15);

    private final ConsoleSettings settings;
    private final PublicUrl publicUrl;

    ConsoleTenant(ConsoleSettings settings, PublicUrl publicUrl) {
        this.settings = settings;
        this.publicUrl = publicUrl;
    }

    void create(@Observes Oidc oidc) {
        if (settings.isOn()) {
            oidc.create(tenant());
        }
    }

    /** Says that this request is to be answered with a sign-in even if the person is still known to the provider. */
    public static void signInAnew(RoutingContext request) {
        request.put(ANEW, true);
    }

    /** Whether this browser was sent to the provider from here and has not come back with this state before. */
    public static boolean awaits(RoutingContext request) {
        String state = request.request().getParam("state");
        return state != null && request.request().getCookie(STATE_COOKIE + state) != null;
    }

    @Override
    public void filter(OidcRedirectContext redirect) {
        if (redirect.routingContext().get(ANEW) != null) {
            redirect.additionalQueryParams().set("prompt", "login");
        }
    }

    private OidcTenantConfig tenant() {
        OidcTenantConfigBuilder tenant = OidcTenantConfig.authServerUrl(publicUrl.issuer())
                .tenantId(ID)
                .tenantPaths(PATH, PATH + "/*")
                .applicationType(ApplicationType.WEB_APP)
                .clientId(settings.clientId())
                .connectionTimeout(Duration.ofSeconds(3))
                .connectionRetryCount(1);
        settings.clientSecret().ifPresent(tenant::credentials);
        tenant.token()
                .issuer(publicUrl.issuer())
                .subjectRequired()
                .allowJwtIntrospection(false)
                .allowOpaqueTokenIntrospection(false)
                .forcedJwkRefreshInterval(Duration.ofMinutes(1))
                // an ID token says who signed in, not for how long: SessionLife bounds the session
                .lifespanGrace((int) settings.session().toSeconds())
                .end();
        tenant.tokenStateManager().encryptionSecret(secret("session")).end();
        return authentication(tenant).build();
    }

    private OidcTenantConfigBuilder authentication(OidcTenantConfigBuilder tenant) {
        return tenant.authentication()
                .redirectPath(publicUrl.origin() + CALLBACK)
                .restorePathAfterRedirect()
                .pkceRequired()
                .nonceRequired()
                .stateSecret(secret("state"))
                .stateCookieAge(WAY_BACK)
                .scopes(settings.scopes())
                // obliges the provider to say when the person signed in (OpenID Connect Core, section 3.1.2.1)
                .extraParam("max_age", String.valueOf(settings.session().toSeconds()))
                .cookiePath(PATH)
                .cookieForceSecure(publicUrl.origin().startsWith("https:"))
                .end();
    }

    private String secret(String purpose) {
        return Base64.getEncoder().encodeToString(settings.mac("console-cookie", purpose));
    }
}
