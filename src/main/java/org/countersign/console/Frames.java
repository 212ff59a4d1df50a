package org.countersign.console;

import io.quarkus.runtime.BlockingOperationControl;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.countersign.caller.Grants;
import org.countersign.caller.Permissions;
import org.countersign.gate.SwitchedOff;
import org.countersign.identity.SignedIn;

/** Puts together what every page shows its visitor: who they are, which rooms are open, what waits there, what is off. */
@ApplicationScoped
class Frames {

    private final Csrf csrf;
    private final Grants grants;
    private final SwitchedOff switches;
    private final InTray inTray;

    Frames(Csrf csrf, Grants grants, SwitchedOff switches, InTray inTray) {
        this.csrf = csrf;
        this.grants = grants;
        this.switches = switches;
        this.inTray = inTray;
    }

    Frame.Visitor of(SignedIn who) {
        return new Frame.Visitor(
                who.name(),
                new TreeSet<>(who.caller().roles()).stream().toList(),
                csrf.token(who),
                ifReadable(() -> doors(who)),
                ifReadable(() -> switches.off().stream().map(OffLine::of).toList()));
    }

    /** A page that says that something is down is shown without, if that is the ledger; or where nothing may be waited for. */
    private static <T> List<T> ifReadable(Supplier<List<T>> read) {
        try {
            return BlockingOperationControl.isBlockingAllowed() ? read.get() : List.of();
        } catch (RuntimeException unreadable) {
            return List.of();
        }
    }

    private List<Frame.Door> doors(SignedIn who) {
        Permissions permissions = grants.permissions(who.caller().roles());
        return Place.openTo(permissions).stream()
                .map(place ->
                        new Frame.Door(place.path(), place.title(), inTray.badge(place, who.caller(), permissions)))
                .toList();
    }
}
