package org.countersign.bench;

import java.util.Locale;

/** What a model does: of twenty calls sixteen read, three plan, one writes. */
enum Kind {
    GET_ORDER("read"),
    FIND_ORDERS("read"),
    QUOTE_REFUND("read"),
    GET_ACTION("read"),
    LIST_ACTIONS("read"),
    DRY_RUN("dry run"),
    REFUND_ORDER("write");

    /** One customer's case: found, read, asked about, planned, done, looked after; then some other reading. */
    static final Kind[] TURN = {
        FIND_ORDERS, GET_ORDER, QUOTE_REFUND, DRY_RUN, LIST_ACTIONS, DRY_RUN, QUOTE_REFUND, DRY_RUN, GET_ORDER,
                REFUND_ORDER,
        GET_ACTION, GET_ORDER, LIST_ACTIONS, FIND_ORDERS, GET_ORDER, QUOTE_REFUND, GET_ORDER, GET_ACTION, GET_ORDER,
                FIND_ORDERS
    };

    final String sort;

    Kind(String sort) {
        this.sort = sort;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace("dry_run", "refund_order, dry run");
    }
}
