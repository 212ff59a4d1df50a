package org.countersign.label;

import org.countersign.shop.Order;
import org.jspecify.annotations.Nullable;

/** What is weighed and measured: grams, and millimetres where somebody measured. */
public record Parcel(int grams, @Nullable Size size) {

    static final int MOST_GRAMS = 30_000;
    static final int MOST_MM = 2_000;
    private static final int BOX_GRAMS = 200;
    private static final int UNIT_GRAMS = 500;

    public record Size(int length, int width, int height) {

        /** Cubic millimetres by 5,000: what a kilogram of five litres weighs, as carriers count. */
        int grams() {
            return Math.toIntExact((long) length * width * height / 5_000);
        }
    }

    /** What is paid for: a large light parcel is as heavy as it is large. */
    public int chargedGrams() {
        return size == null ? grams : Math.max(grams, size.grams());
    }

    /** Nobody weighed it: a box of 200 g and 500 g for each unit that goes this way, at most 30 kg. */
    static Parcel usual(Order order, Order.Label.Direction direction) {
        int units = order.lines().stream()
                .mapToInt(line -> switch (direction) {
                    case OUTBOUND -> line.quantity() - line.fulfilledQuantity();
                    case RETURN -> line.fulfilledQuantity() - line.returnedQuantity();
                })
                .filter(left -> left > 0)
                .sum();
        return new Parcel(Math.min(BOX_GRAMS + UNIT_GRAMS * Math.clamp(units, 1, 60), MOST_GRAMS), null);
    }
}
