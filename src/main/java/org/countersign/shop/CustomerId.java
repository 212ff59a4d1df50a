package org.countersign.shop;

/** The backend's own id of a customer. */
public record CustomerId(String value) {

    public CustomerId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a customer id is not empty");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
