package org.countersign.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;

/**
 * Whether a connection can show its person a page (MCP 2025-11-25, elicitation in URL mode). A client says so in {@code
 * initialize} and never again, and no replica remembers it: so the session id says it, and the client brings it along. It is
 * what the client said of itself, gives no right and names nobody, and therefore carries no seal.
 */
final class UrlElicitation {

    static final String SESSION = "Mcp-Session-Id";

    private static final String MARK = ".url-elicitation";
    private static final String KEY = "countersign.url-elicitation";

    /** Whether a client that introduces itself so can do it; {@code "elicitation": {}} alone means forms. */
    static boolean declaredIn(ObjectNode initialize) {
        return initialize.path("capabilities").path("elicitation").path("url").isObject();
    }

    static String mark(String session) {
        return session + MARK;
    }

    /** Takes the mark off the session id, so that what comes after this meets the id that it made. */
    static void recognise(RoutingContext request) {
        String session = request.request().getHeader(SESSION);
        if (session != null && session.endsWith(MARK)) {
            request.put(KEY, true);
            request.request().headers().set(SESSION, session.substring(0, session.length() - MARK.length()));
        }
        request.next();
    }

    static boolean offeredBy(RoutingContext request) {
        return Boolean.TRUE.equals(request.get(KEY));
    }

    private UrlElicitation() {}
}
