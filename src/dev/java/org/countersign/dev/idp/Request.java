package org.countersign.dev.idp;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** What came in over HTTP, already within its bounds. */
record Request(String method, String query, Headers headers, byte[] body) {

    /** The form of a POST, else the query. */
    Parameters parameters() {
        return method.equals("POST") ? form() : Parameters.parse(query);
    }

    Parameters form() {
        String type = header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (!type.startsWith("application/x-www-form-urlencoded")) {
            throw Refusal.invalidRequest("Send the parameters as application/x-www-form-urlencoded in the body.");
        }
        return Parameters.parse(new String(body, StandardCharsets.UTF_8));
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.getFirst(name));
    }
}
