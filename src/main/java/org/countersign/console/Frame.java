package org.countersign.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every page of the console shows around its own.
 *
 * @param visitor who is signed in; absent where nobody is
 * @param here    the path of the room that the page belongs to; empty for none
 */
public record Frame(String title, @Nullable Visitor visitor, String here) {

    Frame(String title, @Nullable Visitor visitor) {
        this(title, visitor, "");
    }

    /**
     * @param csrf  what every form sends back in its field {@code csrf}
     * @param doors the rooms that are open to them
     * @param off   which writes are switched off
     */
    public record Visitor(String name, List<String> roles, String csrf, List<Door> doors, List<OffLine> off) {}

    /** @param badge how much waits there; empty for nothing */
    public record Door(String path, String title, String badge) {

        /** The same on every page. */
        public String id() {
            return "badge-" + path.substring(path.lastIndexOf('/') + 1);
        }
    }

    public String style() {
        return Asset.STYLE.address();
    }

    public String script() {
        return Asset.SCRIPT.address();
    }

    public String mark() {
        return Asset.MARK.address();
    }

    static Frame ofNobody(String title) {
        return new Frame(title, null);
    }
}
