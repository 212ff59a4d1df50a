package org.countersign.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.countersign.policy.BlockBoard;
import org.jspecify.annotations.Nullable;

/** Somebody who is cut off. @param issuer empty for a client @param until absent: until it is lifted @param over whether that time is over */
public record BlockRow(
        boolean person,
        String issuer,
        String name,
        @Nullable Instant until,
        boolean over,
        String reason,
        Instant at,
        String byWhom) {

    static BlockRow of(JsonNode json) {
        boolean person = json.hasNonNull("subject");
        return new BlockRow(
                person,
                json.path("issuer").asText(),
                json.path(person ? "subject" : "client_id").asText(),
                json.hasNonNull("until") ? Instant.parse(json.path("until").asText()) : null,
                json.path("over").asBoolean(),
                json.path("reason").asText(),
                Instant.parse(json.path("at").asText()),
                json.path("by").path("subject").asText());
    }

    /** By which a form tells it from others: an issuer has no space in it. */
    public String key() {
        return (person ? "person " : "client ") + issuer + " " + name;
    }

    BlockBoard.Whom whom() {
        return person ? BlockBoard.Whom.person(issuer, name) : BlockBoard.Whom.client(name);
    }
}
