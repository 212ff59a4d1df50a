package org.countersign.gate;

/**
 * One object of a backend that an action touches and therefore leases.
 *
 * @param type {@code order}, {@code customer} or {@code gift_card}; leases are taken in this order, then by id, so that
 *             two actions never wait for each other in a ring
 * @param id   the backend's own
 * @param part empty: all of it. Else what is leased apart from the object and settles no change of it, such as its notes:
 *             it takes its place beside whatever is open on the object
 */
public record ObjectRef(String type, String id, String part) implements Comparable<ObjectRef> {

    public ObjectRef(String type, String id) {
        this(type, id, "");
    }

    public static ObjectRef order(String id) {
        return new ObjectRef("order", id);
    }

    public static ObjectRef customer(String id) {
        return new ObjectRef("customer", id);
    }

    public static ObjectRef giftCard(String id) {
        return new ObjectRef("gift_card", id);
    }

    public ObjectRef part(String name) {
        return new ObjectRef(type, id, name);
    }

    /** The object itself. */
    public ObjectRef whole() {
        return part.isEmpty() ? this : new ObjectRef(type, id);
    }

    /** Whether the shop can be asked for it, and not the ledger alone. */
    boolean isShopObject() {
        return !type.equals("case");
    }

    /** What belongs to no object of the shop. */
    public static ObjectRef ofCase(String id) {
        return new ObjectRef("case", id);
    }

    private int rank() {
        return switch (type) {
            case "order" -> 0;
            case "customer" -> 1;
            default -> 2;
        };
    }

    @Override
    public int compareTo(ObjectRef other) {
        int byRank = Integer.compare(rank(), other.rank());
        int byId = byRank != 0 ? byRank : id.compareTo(other.id);
        return byId != 0 ? byId : part.compareTo(other.part);
    }

    @Override
    public String toString() {
        return type + ":" + id + (part.isEmpty() ? "" : "#" + part);
    }
}
