package org.countersign.dev.idp;

import java.util.List;

/**
 * What answers under one path.
 *
 * @param open whether scripts of other web pages may read the answers (CORS), as MCP clients in a browser need
 */
record Route(List<String> methods, boolean open, Endpoint endpoint) {

    @FunctionalInterface
    interface Endpoint {
        Answer answer(Request request);
    }

    static Route get(Endpoint endpoint) {
        return new Route(List.of("GET"), false, endpoint);
    }

    static Route post(Endpoint endpoint) {
        return new Route(List.of("POST"), false, endpoint);
    }

    static Route getOrPost(Endpoint endpoint) {
        return new Route(List.of("GET", "POST"), false, endpoint);
    }

    Route openToBrowsers() {
        return new Route(methods, true, endpoint);
    }
}
