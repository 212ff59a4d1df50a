package org.countersign.identity;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import org.jspecify.annotations.Nullable;

/** A claim as plain Java: {@link JsonObject} is a Map and {@link JsonArray} a List already, a {@link JsonString} is not text. */
final class ClaimValue {

    static @Nullable Object plain(@Nullable Object claim) {
        return claim instanceof JsonString text ? text.getString() : claim;
    }

    private ClaimValue() {}
}
