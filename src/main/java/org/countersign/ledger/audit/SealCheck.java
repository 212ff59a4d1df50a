package org.countersign.ledger.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.countersign.ledger.audit.Finding.What;
import org.jspecify.annotations.Nullable;

/** Seals in their order, each against the events it was made of, and all of them against a head seen elsewhere. */
public final class SealCheck {

    private final Report report;
    private final @Nullable Long headN;
    private final @Nullable String headHash;
    private boolean headSeen;
    private @Nullable Seal last;

    /** @param head {@code n:hash} from a log, a metric or an export; anything else is refused */
    public SealCheck(Report report, @Nullable String head) {
        this.report = report;
        if (head == null) {
            headN = null;
            headHash = null;
            return;
        }
        if (!head.matches("[0-9]{1,18}:[0-9a-fA-F]{64}")) {
            throw new IllegalArgumentException("a head is the number of a seal, a colon and its hash in 64 hex digits");
        }
        headN = Long.valueOf(head.substring(0, head.indexOf(':')));
        headHash = head.substring(head.indexOf(':') + 1);
    }

    /**
     * @param hashes  what was sealed, in order, where that is stored beside the seal; absent in an export
     * @param present the hashes of the events that are there, by id
     * @param first   whether seals before this one may be missing here, as in a part of the ledger
     */
    public void check(Seal seal, @Nullable List<byte[]> hashes, Map<Long, byte[]> present, boolean first) {
        chain(seal, first);
        head(seal);
        report.seal(seal);
        last = seal;
        if (hashes != null && (hashes.size() != seal.events().size() || !rootOf(seal, hashes))) {
            changed(seal, "its root is not that of the events it lists");
        } else if (hashes != null) {
            located(seal, hashes, present);
        } else {
            whole(seal, present);
        }
    }

    /** After the last seal. */
    public void end() {
        if (headN != null && !headSeen) {
            report.find(What.OTHER_HEAD, null, null, headN, "seal " + headN + ", seen elsewhere, is not here");
        }
    }

    private void chain(Seal seal, boolean first) {
        if (!Arrays.equals(seal.hash(), seal.computed())) {
            changed(seal, "its hash is not the hash of what it says");
        }
        long before = last == null ? 0 : last.n();
        if (last == null && first) {
            return;
        }
        if (seal.n() != before + 1) {
            report.find(
                    What.SEAL_REMOVED,
                    null,
                    null,
                    seal.n(),
                    "the seals from " + (before + 1) + " to " + (seal.n() - 1) + " are missing before it");
        } else if (last == null ? seal.prev() != null : !Arrays.equals(seal.prev(), last.hash())) {
            changed(seal, "the seal before it is not the one it was chained to");
        }
    }

    private void head(Seal seal) {
        if (headN == null || headN != seal.n()) {
            return;
        }
        headSeen = true;
        if (!HexFormat.of().formatHex(seal.hash()).equalsIgnoreCase(headHash)) {
            report.find(
                    What.OTHER_HEAD,
                    null,
                    null,
                    seal.n(),
                    "it is not the seal of this number that was seen"
                            + " elsewhere: this one, or one before it, was made anew");
        }
    }

    private void located(Seal seal, List<byte[]> hashes, Map<Long, byte[]> present) {
        Map<String, Long> places = new HashMap<>();
        for (int i = 0; i < hashes.size(); i++) {
            places.put(HexFormat.of().formatHex(hashes.get(i)), seal.events().get(i));
        }
        for (int i = 0; i < hashes.size(); i++) {
            Long id = seal.events().get(i);
            byte[] now = present.get(id);
            if (now == null) {
                report.find(What.REMOVED, id, null, seal.n(), "it was sealed and is gone");
            } else if (!Arrays.equals(now, hashes.get(i))) {
                Long other = places.get(HexFormat.of().formatHex(now));
                report.find(
                        other == null ? What.CHANGED : What.SWAPPED,
                        id,
                        null,
                        seal.n(),
                        other == null ? "it is not what was sealed" : "it was sealed as event " + other);
            }
        }
    }

    private void whole(Seal seal, Map<Long, byte[]> present) {
        List<byte[]> hashes = new ArrayList<>();
        for (Long id : seal.events()) {
            byte[] hash = present.get(id);
            if (hash == null) {
                report.find(What.REMOVED, id, null, seal.n(), "it was sealed and is gone");
                continue;
            }
            hashes.add(hash);
        }
        if (hashes.size() == seal.events().size() && !rootOf(seal, hashes)) {
            changed(seal, "its root is not that of its events: one of them was changed or swapped, or the seal was");
        }
    }

    private static boolean rootOf(Seal seal, List<byte[]> hashes) {
        return !hashes.isEmpty()
                && Arrays.equals(
                        seal.root(),
                        Seal.over(seal.shop(), seal.n(), seal.at(), seal.prev(), seal.events(), hashes)
                                .root());
    }

    private void changed(Seal seal, String detail) {
        report.find(What.SEAL_CHANGED, null, null, seal.n(), detail);
    }
}
