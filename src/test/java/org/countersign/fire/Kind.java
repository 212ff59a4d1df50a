package org.countersign.fire;

/** What a client wants, and how many effects in the shop that is. */
enum Kind {
    REFUND(1),
    TO_GIFT_CARD(1),
    /** Everything that was paid goes back, then the order is cancelled: two steps. */
    CANCELLATION(2);

    final int effects;

    Kind(int effects) {
        this.effects = effects;
    }
}
