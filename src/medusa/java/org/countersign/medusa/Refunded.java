package org.countersign.medusa;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What a Medusa says that it has paid back: asked directly, whatever the server believes. */
record Refunded(MedusaApi admin) {

    /** Of one order, refund by refund, exactly as it keeps them. */
    List<BigDecimal> of(String order) {
        List<BigDecimal> refunds = new ArrayList<>();
        for (JsonNode payment : payments(order, "refunds")) {
            for (JsonNode refund : payment.path("refunds")) {
                refunds.add(decimal(refund, "amount"));
            }
        }
        return refunds;
    }

    /** Its only payment. @param with what is read along with it */
    JsonNode payment(String order, String with) {
        return payments(order, with).getFirst();
    }

    private List<JsonNode> payments(String order, String with) {
        List<JsonNode> payments = new ArrayList<>();
        admin.get("/admin/orders/" + order + "?fields=*payment_collections.payments." + with)
                .at("/order/payment_collections")
                .forEach(collection -> collection.path("payments").forEach(payments::add));
        return payments;
    }

    static BigDecimal decimal(JsonNode of, String field) {
        return new BigDecimal(of.path("raw_" + field).path("value").asText());
    }
}
