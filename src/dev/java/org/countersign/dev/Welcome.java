package org.countersign.dev;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says once, when the development server is up, where it is and how to get a token. */
@ApplicationScoped
@IfBuildProfile("dev")
class Welcome {

    private static final String SAID = "countersign.development.welcomed";

    private final String publicUrl;
    private final String issuer;
    private final String database;

    Welcome(
            @ConfigProperty(name = "countersign.public-url") String publicUrl,
            @ConfigProperty(name = "countersign.issuer") String issuer,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String database) {
        this.publicUrl = publicUrl;
        this.issuer = issuer;
        this.database = database;
    }

    void say(@Observes @jakarta.annotation.Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent started) {
        if (System.setProperty(SAID, "yes") != null) {
            return; // live reload
        }
        System.out.printf("""

                  Countersign, with its sample shop
                    MCP       %1$s/mcp
                    console   %1$s/console
                    sign in   %2$s   (demo users: the login page lists them)
                    a token   curl -s '%2$s/token-for?user=ada&for=mcp'
                    database  %3$s

                """, publicUrl, issuer, database);
    }
}
