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
                .required("id", Schema.text("variant_id of other tools"))
                .required("options", Schema.answer("by name; the same names on all variants"))
                .required("price", People.money(""))
                .required("available", Schema.flag("can be had now"))
                .required("stock", Schema.integer("", 0, Integer.MAX_VALUE));
        return Schema.answer("")
                .required("id", Schema.text(""))
                .required("title", Schema.text(""))
                .required("variants", Schema.list("", variant));
    }

    static Schema summarySchema() {
        return Schema.answer("")
                .required("id", Schema.text("for get_product"))
                .required("title", Schema.text(""))
                .required("variant_count", Schema.integer("", 0, Integer.MAX_VALUE))
                .required("available_variant_count", Schema.integer("", 0, Integer.MAX_VALUE))
                .required("price_from", People.money(""))
                .required("price_to", People.money(""));
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
