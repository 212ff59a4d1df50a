package org.countersign.console;

import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.countersign.identity.PublicUrl;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/** Of whatever a page of the console answers: a redirect leads to one of them, at the public URL, and an error has a page. */
@Singleton
public final class PageAnswers {

    private final Session session;
    private final PublicUrl publicUrl;

    PageAnswers(Session session, PublicUrl publicUrl) {
        this.session = session;
        this.publicUrl = publicUrl;
    }

    @ServerResponseFilter
    public void complete(ResteasyReactiveContainerRequestContext request, ContainerResponseContext response) {
        if (!PageGuard.isConsole(PageGuard.path(request))) {
            return;
        }
        URI location = response.getLocation();
        if (location != null) {
            response.getHeaders()
                    .putSingle(HttpHeaders.LOCATION, publicUrl.origin() + SignIns.page(pathAndQuery(location)));
        }
        if (response.getStatus() >= 400 && !response.hasEntity()) {
            Frame.Visitor visitor = session.known().isPresent() ? session.visitor() : null;
            response.setEntity(Notice.of(response.getStatus()).html(visitor), null, MediaType.valueOf(Notice.HTML));
        }
    }

    private static String pathAndQuery(URI location) {
        String query = location.getRawQuery();
        return query == null ? location.getRawPath() : location.getRawPath() + "?" + query;
    }
}
