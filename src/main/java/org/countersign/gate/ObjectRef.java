package org.countersign.gate;

/**
 * One object of a backend that an action touches and therefore leases.
 *
 * @param type {@code order}, {@code customer} or {@code gift_card}; leases are taken in this order, then by id, so that
 *             two actions never wait for each other in a ring
 * @param id   the backend's own
 */
public record ObjectRef(String type, String id) implements Comparable<ObjectRef> {

    public static ObjectRef order(String id) {
        return new ObjectRef("order", id);
    }

    public static ObjectRef customer(String id) {
        return new ObjectRef("customer", id);
    }

    public static ObjectRef giftCard(String id) {
        return new ObjectRef("gift_card", id);
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
        return byRank != 0 ? byRank : id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return type + ":" + id;
    }
}
