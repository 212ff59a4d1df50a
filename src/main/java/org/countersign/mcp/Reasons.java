package org.countersign.mcp;

import java.util.List;
import org.countersign.gate.ShopSettings;
import org.jspecify.annotations.Nullable;

/** The reasons of a tool, which a shop may narrow (contract, section 5). The schema lists them all, so that lists do not change. */
public final class Reasons {

    /** @throws BadArguments when the shop does not know this reason any more */
    public static void check(ShopSettings settings, String tool, String path, String given) {
        List<String> left = settings.reasons().get(tool);
        if (left != null && !left.contains(given)) {
            throw BadArguments.at(path, given, "one of " + String.join(", ", left), "is no reason in this shop");
        }
    }

    /** As {@link #check}; and {@code other} says what it is in a note. */
    public static void withNote(ShopSettings settings, String tool, String given, @Nullable String note) {
        if (given.equals("other") && note == null) {
            throw new BadArguments("reason other needs a note.", "Add a note that says why, or use another reason.");
        }
        check(settings, tool, "reason", given);
    }

    private Reasons() {}
}
