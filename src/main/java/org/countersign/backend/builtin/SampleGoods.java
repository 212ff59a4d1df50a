package org.countersign.backend.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;

/** The sample shop's products and variants, as rows. */
final class SampleGoods {

    private static final int STOCK = 10;

    private final CopyTable products = new CopyTable("products", "id, title");
    private final CopyTable variants =
            new CopyTable("variants", "id, product_id, position, options, price, currency, stock");

    void add(JsonNode product) {
        String id = product.path("product_id").asText();
        products.row(id, product.path("name").asText());
        int position = 0;
        for (JsonNode variant : product.path("variants")) {
            variants.row(
                    variant.path("item_id").asText(),
                    id,
                    position++,
                    variant.path("options"),
                    SampleShop.cents(variant.path("price")),
                    SampleShop.CURRENCY,
                    variant.path("available").asBoolean() ? STOCK : 0);
        }
    }

    void flush(Connection connection) throws SQLException {
        products.flush(connection);
        variants.flush(connection);
    }
}
