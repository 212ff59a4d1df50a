package org.countersign.console;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.core.multipart.FormData;

/** The form of the request at hand, whose fields nobody knows beforehand; {@link PageGuard} has had it read. */
@ApplicationScoped
class SentForm {

    private final CurrentVertxRequest request;

    SentForm(CurrentVertxRequest request) {
        this.request = request;
    }

    /** The first of each name; browsers send line ends as two characters. */
    Fields fields() {
        Map<String, String> texts = new HashMap<>();
        if (request.getOtherHttpContextObject() instanceof ResteasyReactiveRequestContext context) {
            FormData sent = context.getFormData();
            if (sent != null) {
                sent.forEach(
                        name -> texts.put(name, sent.getFirst(name).getValue().replace("\r\n", "\n")));
            }
        }
        return new Fields(texts, List.of());
    }
}
