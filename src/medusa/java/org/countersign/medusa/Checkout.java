package org.countersign.medusa;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.countersign.backend.ShopBed;
import org.countersign.shop.Money;

/** Somebody new buys something: through the store's own checkout, as a customer's browser does; then the shop takes the money. */
final class Checkout {

    /** Enough for four lines, as good as always. */
    private static final int TRIES = 300;

    private final MedusaShop shop;
    private final MedusaApi admin;
    private final MedusaApi store;
    private final Assortment assortment;

    Checkout(MedusaShop shop) {
        this.shop = shop;
        this.admin = shop.admin();
        this.store = shop.store();
        this.assortment = new Assortment(shop);
    }

    /** A paid order of exactly these amounts, but for the fractions of a cent that Medusa adds to taxes. @return its id */
    String order(String currency, long shipping, List<ShopBed.Line> lines) {
        String order = place(currency, shipping, lines);
        JsonNode payment = admin.get("/admin/orders/" + order + "?fields=*payment_collections.payments")
                .at("/order/payment_collections/0/payments/0/id");
        admin.post("/admin/payments/" + payment.asText() + "/capture", Map.of());
        return order;
    }

    private String place(String currency, long shipping, List<ShopBed.Line> lines) {
        boolean taxed = lines.stream().anyMatch(line -> line.tax() > 0);
        if (taxed && !currency.equals("USD")) {
            throw new UnsupportedOperationException("this shop taxes in USD only");
        }
        String region = taxed ? Ground.TAXED : currency;
        List<String> codes = new ArrayList<>();
        List<Map<String, ?>> items = new ArrayList<>();
        for (ShopBed.Line line : lines) {
            Assortment.Article article = article(currency, line, codes);
            items.add(Map.of("variant_id", article.variant(), "quantity", line.quantity()));
        }
        String parcel = assortment.parcel(money(shipping, currency));
        for (int n = 0; n < TRIES; n++) {
            String order = bought(region, items, codes, parcel);
            if (isAsEntered(order, items)) {
                return order;
            }
        }
        throw new IllegalStateException("no order of " + TRIES + " has its items as they were entered");
    }

    private String bought(String region, List<Map<String, ?>> items, List<String> codes, String parcel) {
        String cart = cart(customer(Ground.COUNTRIES.get(region)), shop.ground().region(region), region, items, codes);
        store.post("/store/carts/" + cart + "/shipping-methods", Map.of("option_id", parcel));
        pay(cart);
        return store.post("/store/carts/" + cart + "/complete", Map.of())
                .at("/order/id")
                .asText();
    }

    /** Medusa shows items in any order and draws their ids by lot: tests know lines by their place, so the lot has to fit. */
    private boolean isAsEntered(String order, List<Map<String, ?>> entered) {
        Map<String, String> variants = new TreeMap<>();
        admin.get("/admin/orders/" + order + "?fields=*items")
                .at("/order/items")
                .forEach(item -> variants.put(
                        item.path("id").asText(), item.path("variant_id").asText()));
        return List.copyOf(variants.values())
                .equals(entered.stream().map(item -> item.get("variant_id")).toList());
    }

    private Assortment.Article article(String currency, ShopBed.Line line, List<String> codes) {
        Assortment.Article article = assortment.article(money(line.unitPrice(), currency));
        Money discount = money(line.discount(), currency);
        if (discount.isPositive()) {
            codes.add(assortment.promotion(article, discount));
        }
        if (line.tax() > 0) {
            Money on = money(line.unitPrice() * line.quantity(), currency).minus(discount);
            assortment.tax(article, money(line.tax(), currency), on);
        }
        return article;
    }

    /** @return the email address */
    private String customer(String country) {
        String tag = Assortment.tag();
        String email = "ada." + tag + "@example.test";
        String id = admin.post(
                        "/admin/customers", Map.of("email", email, "first_name", "Ada", "last_name", "Low " + tag))
                .at("/customer/id")
                .asText();
        admin.post("/admin/customers/" + id + "/addresses", address(tag, country, true));
        return email;
    }

    private String cart(String email, String region, String name, List<Map<String, ?>> items, List<String> promotions) {
        String tag = email.substring(4, email.indexOf('@'));
        Map<String, ?> address = address(tag, Ground.COUNTRIES.get(name), false);
        return store.post(
                        "/store/carts",
                        Map.of(
                                "region_id", region,
                                "sales_channel_id", shop.ground().channel(),
                                "email", email,
                                "shipping_address", address,
                                "billing_address", address,
                                "items", items,
                                "promo_codes", promotions))
                .at("/cart/id")
                .asText();
    }

    private static Map<String, ?> address(String tag, String country, boolean preferred) {
        Map<String, Object> address = new HashMap<>(Map.of(
                "first_name", "Ada",
                "last_name", "Low " + tag,
                "address_1", "5 Elm Street",
                "city", "Denver",
                "province", "CO",
                "postal_code", "80203",
                "country_code", country,
                "phone", "+1 303 555 0100"));
        if (preferred) {
            address.put("is_default_shipping", true);
        }
        return address;
    }

    private void pay(String cart) {
        String collection = store.post("/store/payment-collections", Map.of("cart_id", cart))
                .at("/payment_collection/id")
                .asText();
        store.post(
                "/store/payment-collections/" + collection + "/payment-sessions",
                Map.of("provider_id", "pp_system_default"));
    }

    /** All of it is packed, sent and has arrived. */
    void deliver(String order) {
        List<Map<String, ?>> items = new ArrayList<>();
        admin.get("/admin/orders/" + order + "?fields=*items")
                .at("/order/items")
                .forEach(item -> items.add(Map.of(
                        "id", item.path("id").asText(),
                        "quantity", item.path("quantity").asInt())));
        String path = "/admin/orders/" + order + "/fulfillments";
        admin.post(path, Map.of("items", items, "location_id", shop.ground().location()));
        String parcel = admin.get("/admin/orders/" + order + "?fields=*fulfillments")
                .at("/order/fulfillments/0/id")
                .asText();
        admin.post(path + "/" + parcel + "/shipments", Map.of("items", items));
        admin.post(path + "/" + parcel + "/mark-as-delivered", Map.of());
    }

    private static Money money(long minor, String currency) {
        return new Money(minor, Money.currency(currency));
    }
}
