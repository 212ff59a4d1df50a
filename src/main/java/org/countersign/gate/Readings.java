package org.countersign.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.countersign.caller.Caller;
import org.countersign.shop.BackendUnavailable;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/** Step 6 of the gate: whether this caller has read the object, and the object read afresh. */
@ApplicationScoped
class Readings {

    private final Receipts receipts;
    private final Snapshots snapshots;
    private final ShopReads shop;

    Readings(Receipts receipts, Snapshots snapshots, ShopReads shop) {
        this.receipts = receipts;
        this.snapshots = snapshots;
        this.shop = shop;
    }

    /** The object as it is now, or why this caller may not act on it. */
    sealed interface Reading {}

    record Now(ShopObject object) implements Reading {}

    record Not(Refusal refusal) implements Reading {}

    /**
     * @param version as the caller sent it
     * @param settled changes that Countersign has settled on the object
     * @param orAsOf  a version that is as good, although the object has changed since
     * @throws BackendUnavailable when the shop cannot be asked
     */
    @Part("gate.read")
    Reading read(Caller caller, Action action, String version, long settled, @Nullable String orAsOf) {
        Optional<Receipts.Content> receipt =
                receipts.read(caller, action.target().whole(), version);
        if (receipt.isEmpty()) {
            return new Not(notRead(action));
        }
        Optional<? extends ShopObject> now = shop.read(action.target());
        if (now.isEmpty()) {
            return new Not(notFound(action));
        }
        byte[] content = receipts.content(now.get(), settled);
        boolean asGood = orAsOf != null && Receipts.contentOf(version).equals(Receipts.contentOf(orAsOf));
        return asGood || receipt.get().matches(content)
                ? new Now(now.get())
                : new Not(stale(caller, action, receipt.get(), content));
    }

    /**
     * For what was allowed: no receipt, but the object must be as it was planned on.
     *
     * @param version   whose content that was
     * @param allowed   with the object as it was seen, to say what has changed
     */
    @Part("gate.read")
    Reading read(Action action, String version, long settled, Entry allowed) {
        Optional<? extends ShopObject> now = shop.read(action.target());
        if (now.isEmpty()) {
            return new Not(notFound(action));
        }
        byte[] content = receipts.content(now.get(), settled);
        return Receipts.contentOf(version).equals(Digest.hex(content))
                ? new Now(now.get())
                : new Not(stale(action, allowed, now.get()));
    }

    private static Refusal stale(Action action, Entry allowed, ShopObject now) {
        ObjectNode data = Json.object();
        Approval approval = allowed.approval();
        if (approval != null && approval.seen() != null) {
            data.set("differences", Snapshots.differences(approval.seen(), Json.parse(Asking.state(now))));
        }
        return Refusal.of(
                        ErrorCode.STALE,
                        "The " + action.target().type() + " has changed since this was asked for; nothing was done.",
                        "Read it again and decide anew whether this is still the right thing to do.")
                .with(data)
                .then(readAgain(action));
    }

    /** For a person, who needs no receipt. */
    @Part("gate.read")
    Reading read(Action action) {
        Optional<? extends ShopObject> now = shop.read(action.target());
        return now.isPresent() ? new Now(now.get()) : new Not(notFound(action));
    }

    private static Refusal notRead(Action action) {
        return Refusal.of(
                        ErrorCode.NOT_READ,
                        "This version does not come from your own read of "
                                + action.target().type() + " " + action.target().id() + ", or that read is too old.",
                        "Read it, look at what you find, and use the version of that answer.")
                .then(readAgain(action));
    }

    private static Refusal notFound(Action action) {
        return Refusal.of(
                ErrorCode.NOT_FOUND,
                "The shop has no " + action.target().type() + " "
                        + action.target().id() + ".",
                "Search for it and use an id that a read tool returned.");
    }

    private Refusal stale(Caller caller, Action action, Receipts.Content read, byte[] now) {
        ObjectNode data = Json.object();
        data.set("differences", snapshots.differences(read.hex(), Digest.hex(now)));
        data.put(
                "object_version",
                receipts.issue(
                        caller.issuer(), caller.subject(), action.target().whole(), now));
        return Refusal.of(
                        ErrorCode.STALE,
                        "The " + action.target().type() + " has changed since you read it; nothing was done.",
                        "Read it again and decide anew whether this is still the right thing to do.")
                .with(data)
                .then(readAgain(action));
    }

    private static Next readAgain(Action action) {
        String type = action.target().type();
        return Next.of("get_" + type, type + "_id", action.target().id(), "see it as it is now");
    }
}
