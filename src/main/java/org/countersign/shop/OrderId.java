package org.countersign.shop;

/** The backend's own id of an order; a leading {@code #}, as people write it, is dropped. */
public record OrderId(String value) {

    public OrderId {
        value = value.startsWith("#") ? value.substring(1) : value;
        if (value.isBlank()) {
            throw new IllegalArgumentException("an order id is not empty");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
