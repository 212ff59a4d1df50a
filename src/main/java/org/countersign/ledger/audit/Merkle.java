package org.countersign.ledger.audit;

import java.nio.ByteBuffer;
import java.util.List;
import org.countersign.gate.Digest;

/** The Merkle tree of RFC 6962, section 2.1: leaves and nodes have prefixes of their own, so that none passes for the other. */
public final class Merkle {

    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    /** An event at its place: the data are its id (8 bytes, big-endian) and its hash. */
    public static byte[] leaf(long eventId, byte[] hash) {
        return Digest.sha256(
                LEAF, ByteBuffer.allocate(Long.BYTES).putLong(eventId).array(), hash);
    }

    /** @param leaves at least one */
    public static byte[] root(List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int left = Integer.highestOneBit(leaves.size() - 1);
        return Digest.sha256(NODE, root(leaves.subList(0, left)), root(leaves.subList(left, leaves.size())));
    }

    private Merkle() {}
}
