package org.countersign.gate;

/** Which rule of the shop a {@link ErrorCode#SHOP_RULE} refusal is about (contract, section 3). */
public enum ShopRule {
    ORDER_NOT_OPEN,
    ALREADY_FULFILLED,
    NOT_DELIVERED,
    WINDOW_OVER,
    RETURN_OPEN,
    LINE_NOT_IN_ORDER,
    QUANTITY_TOO_HIGH,
    VARIANT_UNAVAILABLE,
    OTHER_PRODUCT,
    SAME_VARIANT,
    SAME_METHOD,
    METHOD_NOT_OF_CUSTOMER,
    METHOD_NOT_CREDITABLE,
    GIFT_CARD_TOO_LOW,
    ADDRESS_INCOMPLETE,
    NOTHING_TO_REFUND,
    RATE_EXPIRED,
    LABEL_USED,
    ON_HOLD,
    BACKEND_RULE
}
