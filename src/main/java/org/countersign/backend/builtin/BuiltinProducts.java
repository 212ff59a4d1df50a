package org.countersign.backend.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.countersign.backend.OfBackend;
import org.countersign.shop.Money;
import org.countersign.shop.Page;
import org.countersign.shop.Product;
import org.countersign.shop.Products;
import org.jspecify.annotations.Nullable;

/** The products of the built-in shop, by title. */
@OfBackend(BuiltinShop.NAME)
@ApplicationScoped
class BuiltinProducts implements Products {

    private static final String LIST = "products";

    private static final String PRODUCT = """
            select p.id, p.title,
                   (select json_agg(json_build_array(v.id, v.options, v.price, v.currency, v.stock) order by v.position)
                      from shop.variants v where v.product_id = p.id) as variants
              from shop.products p where p.id = """;

    /** A product without a variant cannot be sold, so it is not listed. */
    private static final String SUMMARY = """
            select p.id, p.title, count(*)::int as variants, (count(*) filter (where v.stock > 0))::int as available,
                   min(v.price) as price_from, max(v.price) as price_to, min(v.currency) as currency
              from shop.products p join shop.variants v on v.product_id = p.id
             where (p.title, p.id) > (?, ?)
               and not exists (select from unnest(?::text[]) word where not p.title ilike word)
             group by p.id, p.title order by p.title, p.id limit ?""";

    private final ShopDatabase database;

    BuiltinProducts(ShopDatabase database) {
        this.database = database;
    }

    @Override
    public Optional<Product> product(String productId) {
        return database.one(PRODUCT + "?", BuiltinProducts::product, productId);
    }

    @Override
    public Optional<Product> productOfVariant(String variantId) {
        return database.one(
                PRODUCT + "(select product_id from shop.variants where id = ?)", BuiltinProducts::product, variantId);
    }

    @Override
    public Page<Product.Summary> find(@Nullable String text, Page.Request page) {
        Cursor after = Cursor.decode(page.cursor(), LIST, 2);
        List<Product.Summary> rows = database.list(
                SUMMARY,
                BuiltinProducts::summary,
                after == null ? "" : after.key().get(0),
                after == null ? "" : after.key().get(1),
                text == null ? new String[0] : Like.words(text),
                page.limit() + 1);
        return Pages.cut(rows, page, last -> new Cursor(LIST, List.of(last.title(), last.id())));
    }

    private static Product product(ResultSet row) throws SQLException {
        String id = row.getString("id");
        return new Product(
                id, row.getString("title"), Json.list(row.getString("variants"), variant -> variant(id, variant)));
    }

    private static Product.Variant variant(String product, JsonNode row) {
        int stock = row.get(4).intValue();
        return new Product.Variant(
                row.get(0).textValue(),
                product,
                Json.map(row.get(1)),
                new Money(
                        row.get(2).longValue(), Currency.getInstance(row.get(3).textValue())),
                stock > 0,
                stock);
    }

    private static Product.Summary summary(ResultSet row) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        return new Product.Summary(
                row.getString("id"),
                row.getString("title"),
                row.getInt("variants"),
                row.getInt("available"),
                new Money(row.getLong("price_from"), currency),
                new Money(row.getLong("price_to"), currency));
    }
}
