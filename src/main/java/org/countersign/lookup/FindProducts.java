package org.countersign.lookup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import org.countersign.caller.Caller;
import org.countersign.mcp.ReadAnswers;
import org.countersign.mcp.Requests;
import org.countersign.mcp.Schema;
import org.countersign.mcp.ShopTool;
import org.countersign.mcp.ToolAnswer;
import org.countersign.shop.Products;

/** The tool {@code find_products}. */
@ApplicationScoped
class FindProducts implements ShopTool {

    private static final Listing LISTING = new Listing("products", "product", "products");

    private final Products products;

    FindProducts(Products products) {
        this.products = products;
    }

    @Override
    public Spec spec() {
        Schema own = Schema.object("")
                .optional("query", Schema.text("words that must all stand in the title; absent: all products", 1, 200));
        return new Spec(
                "find_products",
                "Find products",
                """
                Lists products by title, with price range and how many variants can be had. Do not use it for one product's \
                sizes, colors or stock: get_product has them. Example: {"query": "t-shirt"}.""",
                Listing.arguments(own),
                LISTING.output(ProductJson.summarySchema()),
                Effect.READ,
                false);
    }

    @Override
    public ToolAnswer call(Caller caller, ObjectNode arguments) {
        return ReadAnswers.of(() -> LISTING.answer(
                products.find(Requests.text(arguments, "query"), Listing.page(arguments)), ProductJson::summary));
    }
}
