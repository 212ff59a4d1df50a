package org.countersign.backend.builtin;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.countersign.shop.Page;
import org.jspecify.annotations.Nullable;

/** Where the next page of one list begins: the sort key of the last row shown, opaque to callers. */
record Cursor(String list, List<String> key) {

    /** In no text that PostgreSQL stores. */
    private static final String SEPARATOR = "\0";

    String encode() {
        String text = list + SEPARATOR + String.join(SEPARATOR, key);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws Page.BadCursor when it is none of this list */
    static @Nullable Cursor decode(@Nullable String cursor, String list, int keyLength) {
        if (cursor == null) {
            return null;
        }
        List<String> parts = List.of(text(cursor).split(SEPARATOR, -1));
        if (parts.size() != keyLength + 1 || !parts.getFirst().equals(list)) {
            throw new Page.BadCursor();
        }
        return new Cursor(list, parts.subList(1, parts.size()));
    }

    private static String text(String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException malformed) {
            throw new Page.BadCursor();
        }
    }
}
