package org.countersign.backend.medusa;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.countersign.shop.Page;
import org.jspecify.annotations.Nullable;

/** How far a reader of a list of objects with several entries each has come: this many of this object. Opaque to callers. */
record Place(String list, String id, int given) {

    private static final Pattern FORM = Pattern.compile("(orders|customers):([A-Za-z0-9_]{0,128}):([0-9]{1,6})");

    static Place beginning(String list) {
        return new Place(list, "", 0);
    }

    /** @throws Page.BadCursor when it is none */
    static Place of(@Nullable String cursor, String first) {
        if (cursor == null) {
            return beginning(first);
        }
        try {
            Matcher form = FORM.matcher(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
            if (form.matches()) {
                return new Place(form.group(1), form.group(2), Integer.parseInt(form.group(3)));
            }
        } catch (IllegalArgumentException malformed) {
            // answered below
        }
        throw new Page.BadCursor();
    }

    String encode() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((list + ":" + id + ":" + given).getBytes(StandardCharsets.US_ASCII));
    }
}
