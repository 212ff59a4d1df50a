package org.countersign.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every page of the console shows around its own.
 *
 * @param visitor who is signed in; absent where nobody is
 */
public record Frame(String title, @Nullable Visitor visitor) {

    /** @param csrf what every form sends back in its field {@code csrf} */
    public record Visitor(String name, List<String> roles, String csrf) {}

    static Frame ofNobody(String title) {
        return new Frame(title, null);
    }
}
