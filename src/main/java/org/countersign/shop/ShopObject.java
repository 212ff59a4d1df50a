package org.countersign.shop;

/** What a caller reads before it writes, and what a write is about: it has a version. */
public sealed interface ShopObject permits Order, Customer {

    /** {@code order} or {@code customer}. */
    String type();

    /** The backend's own id. */
    String key();

    /**
     * What changes with every effect that a version covers and never comes back to an old value: the backend's own counter,
     * or what its backend makes of what only grows. It is part of the version, so that a version never repeats when an
     * object returns to an earlier content. Only an object that no offered tool changes may have "".
     */
    String revision();

    /** The object without what the version does not cover: notes and tags (contract, section 4). */
    ShopObject versioned();
}
