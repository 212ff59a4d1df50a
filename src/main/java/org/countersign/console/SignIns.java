package org.countersign.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.countersign.identity.ConsoleTenant;
import org.jspecify.annotations.Nullable;

/** The way to a new sign-in and back: only ever back to a page of the console. */
final class SignIns {

    static final String PATH = ConsoleTenant.PATH + "/sign-in";
    static final String SIGNED_OUT = ConsoleTenant.PATH + "/signed-out";

    private static final int LONGEST = 300;
    private static final Pattern PAGE =
            Pattern.compile("/console(/[A-Za-z0-9_-][A-Za-z0-9_.:+=~-]*)*(\\?[A-Za-z0-9_.=&%+-]*)?");
    private static final Set<String> NO_PAGE =
            Set.of(PATH, SIGNED_OUT, ConsoleTenant.CALLBACK, ConsoleTenant.PATH + "/sign-out");

    /** A link that makes the provider ask who is there, and leads back to this page then. */
    static Notice.Link anew(String back, String text) {
        return new Notice.Link(PATH + "?to=" + URLEncoder.encode(page(back), StandardCharsets.UTF_8), text);
    }

    /** The page, if it is one of the console's, else the first of them. */
    static String page(@Nullable String wanted) {
        return wanted != null && isPage(wanted) ? wanted : ConsoleTenant.PATH;
    }

    private static boolean isPage(String address) {
        int query = address.indexOf('?');
        String path = query < 0 ? address : address.substring(0, query);
        return address.length() <= LONGEST
                && PAGE.matcher(address).matches()
                && !NO_PAGE.contains(path)
                && Asset.at(path).isEmpty();
    }

    private SignIns() {}
}
