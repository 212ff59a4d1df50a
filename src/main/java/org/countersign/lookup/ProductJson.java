package org.countersign.lookup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.countersign.gate.Json;
import org.countersign.mcp.Schema;
import org.countersign.shop.Product;

/** Products as the contract shows them, and the schemas of that. */
final class ProductJson {

    static ObjectNode product(Product product) {
        ObjectNode json = Json.object().put("id", product.id()).put("title", product.title());
        ArrayNode variants = json.putArray("variants");
        product.variants().forEach(variant -> variants.add(variant(variant)));
        return json;
    }

    static ObjectNode summary(Product.Summary product) {
        ObjectNode json = Json.object()
                .put("id", product.id())
                .put("title", product.title())
                .put("variant_count", product.variantCount())
                .put("available_variant_count", product.availableVariantCount());
        json.set("price_from", Json.money(product.priceFrom()));
        json.set("price_to", Json.money(product.priceTo()));
        return json;
    }

    static Schema schema() {
        Schema variant = Schema.answer("")
                .gives("id", Schema.text("variant_id of other tools"))
                .gives("options", Schema.answer("untrusted: by name; the same names on all variants"))
                .gives("price", People.money(""))
                .gives("available", Schema.flag("can be had now"))
                .gives("stock", Schema.integer("", 0, Integer.MAX_VALUE));
        return Schema.answer("")
                .gives("id", Schema.text(""))
                .gives("title", Schema.untrusted(""))
                .gives("variants", Schema.list("", variant));
    }

    static Schema summarySchema() {
        return Schema.answer("")
                .gives("id", Schema.text("for get_product"))
                .gives("title", Schema.untrusted(""))
                .gives("variant_count", Schema.integer("", 0, Integer.MAX_VALUE))
                .gives("available_variant_count", Schema.integer("", 0, Integer.MAX_VALUE))
                .gives("price_from", People.money(""))
                .gives("price_to", People.money(""));
    }

    private static ObjectNode variant(Product.Variant variant) {
        ObjectNode json = Json.object().put("id", variant.id());
        ObjectNode options = json.putObject("options");
        variant.options().forEach(options::put);
        json.set("price", Json.money(variant.price()));
        return json.put("available", variant.available()).put("stock", variant.stock());
    }

    private ProductJson() {}
}
