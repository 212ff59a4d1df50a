package org.countersign.lookup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.countersign.caller.Caller;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.Json;
import org.countersign.gate.Next;
import org.countersign.gate.Refusal;
import org.countersign.mcp.AnswerSchema;
import org.countersign.mcp.ReadAnswers;
import org.countersign.mcp.Requests;
import org.countersign.mcp.Schema;
import org.countersign.mcp.ShopTool;
import org.countersign.mcp.ToolAnswer;
import org.countersign.shop.Product;
import org.countersign.shop.Products;

/** The tool {@code get_product}: a product with its variants, found by itself or by one of them. */
@ApplicationScoped
class GetProduct implements ShopTool {

    private final Products products;

    GetProduct(Products products) {
        this.products = products;
    }

    @Override
    public Spec spec() {
        Schema own = Schema.object("")
                .optional("product_id", Schema.text("id of find_products; without variant_id", 1, 128))
                .optional("variant_id", Schema.text("variant_id of an order's line; without product_id", 1, 128));
        return new Spec(
                "get_product",
                "Read a product",
                """
                Gives all variants of one product with options, price and availability, such as before an exchange or a \
                change of size. Give product_id or variant_id, not both. Do not use it to search: find_products does. \
                Example: {"variant_id": "6469567736"}.""",
                own,
                AnswerSchema.base("the product in one sentence").gives("product", ProductJson.schema()),
                Effect.READ,
                false);
    }

    @Override
    public ToolAnswer call(Caller caller, ObjectNode arguments) {
        String product = Requests.text(arguments, "product_id");
        String variant = Requests.text(arguments, "variant_id");
        if ((product == null) == (variant == null)) {
            return ReadAnswers.refused(Refusal.of(
                    ErrorCode.INVALID_ARGUMENTS,
                    product == null
                            ? "Neither product_id nor variant_id was given."
                            : "product_id and variant_id were both given.",
                    "Give product_id or variant_id, one of them."));
        }
        return ReadAnswers.of(() -> answer(
                product != null ? products.product(product) : products.productOfVariant(String.valueOf(variant))));
    }

    private static ToolAnswer answer(Optional<Product> found) {
        return found.map(GetProduct::shown)
                .orElseGet(() -> ReadAnswers.refused(Refusal.of(
                                ErrorCode.NOT_FOUND,
                                "The shop has no such product.",
                                "Use the product_id or variant_id of an order's line, or find_products.")
                        .then(new Next("find_products", Json.object(), "see all products"))));
    }

    private static ToolAnswer shown(Product product) {
        long available =
                product.variants().stream().filter(Product.Variant::available).count();
        ObjectNode content = Json.object()
                .put(
                        "summary",
                        "Product " + product.id() + ": " + available + " of "
                                + product.variants().size() + " variants can be had.");
        content.set("product", ProductJson.product(product));
        return ToolAnswer.of(content);
    }
}
