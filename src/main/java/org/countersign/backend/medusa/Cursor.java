package org.countersign.backend.medusa;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.countersign.shop.Page;
import org.jspecify.annotations.Nullable;

/** Where the next page of one list begins: after this object, newest first; opaque to callers. */
record Cursor(String list, Instant at, String id) {

    private static final String SEPARATOR = "\0";

    String encode() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(SEPARATOR, list, at.toString(), id).getBytes(StandardCharsets.UTF_8));
    }

    /** @throws Page.BadCursor when it is none of this list */
    static @Nullable Cursor decode(@Nullable String cursor, String list) {
        if (cursor == null) {
            return null;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            List<String> parts = List.of(text.split(SEPARATOR, -1));
            if (parts.size() == 3 && parts.getFirst().equals(list)) {
                return new Cursor(list, Instant.parse(parts.get(1)), parts.getLast());
            }
        } catch (IllegalArgumentException | CharacterCodingException | DateTimeException malformed) {
            // answered below
        }
        throw new Page.BadCursor();
    }

    /** Whether an object comes after this one. */
    boolean isBefore(Instant other, String otherId) {
        return other.isBefore(at) || other.equals(at) && otherId.compareTo(id) < 0;
    }
}
