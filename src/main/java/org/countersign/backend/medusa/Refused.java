package org.countersign.backend.medusa;

import org.countersign.backend.Answer;

/** How Medusa says no: {@code {"type", "message"}}; both empty when the body is something else. */
record Refused(String type, String message) {

    static Refused of(Answer answer) {
        return answer.json()
                .map(json -> new Refused(
                        json.path("type").asText(""), json.path("message").asText("")))
                .orElse(new Refused("", ""));
    }
}
