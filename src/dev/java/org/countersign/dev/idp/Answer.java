package org.countersign.dev.idp;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What goes out over HTTP. Nothing of it may be stored by a cache (RFC 6749, section 5.1). */
record Answer(int status, Map<String, String> headers, byte[] body) {

    static Answer json(int status, Object value) {
        return of(status, "application/json", Json.write(value));
    }

    static Answer text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    static Answer refusal(Refusal refusal) {
        Answer answer =
                json(refusal.status(), Map.of("error", refusal.error(), "error_description", refusal.description()));
        return refusal.status() == 401 ? answer.with("WWW-Authenticate", "Basic realm=\"countersign\"") : answer;
    }

    static Answer redirect(String location) {
        return text(302, "").with("Location", location);
    }

    static Answer of(int status, String type, byte[] body) {
        return new Answer(status, Map.of("Content-Type", type, "Cache-Control", "no-store"), body);
    }

    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }
}
