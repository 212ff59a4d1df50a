package org.countersign.shop;

/** What a caller reads before it writes, and what a write is about: it has a version. */
public sealed interface ShopObject permits Order, Customer {

    /** {@code order} or {@code customer}. */
    String type();

    /** The backend's own id. */
    String key();

    /**
     * The backend's own counter or timestamp of changes, if it has one, else "". It is part of the version, so that a
     * version never repeats when an object returns to an earlier content.
     */
    String revision();

    /** The object without what the version does not cover: notes and tags (contract, section 4). */
    ShopObject versioned();
}
