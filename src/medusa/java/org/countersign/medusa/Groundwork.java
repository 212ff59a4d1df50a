package org.countersign.medusa;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Opens a migrated, empty shop: keys, a sales channel, regions, a place with goods and a way to send them. */
final class Groundwork {

    private final MedusaApi person;
    private final MedusaApi admin;
    private final String secretKey;

    private Groundwork(MedusaApi person, String secretKey, MedusaApi admin) {
        this.person = person;
        this.secretKey = secretKey;
        this.admin = admin;
    }

    /** @param email of the first of the shop's staff */
    static Ground laid(URI url, String email, String password) {
        JsonNode signedIn =
                MedusaApi.open(url).post("/auth/user/emailpass", Map.of("email", email, "password", password));
        MedusaApi person = MedusaApi.person(url, signedIn.path("token").asText());
        String secretKey = person.post("/admin/api-keys", Map.of("title", "countersign", "type", "secret"))
                .at("/api_key/token")
                .asText();
        return new Groundwork(person, secretKey, MedusaApi.admin(url, secretKey)).lay();
    }

    private Ground lay() {
        String channel = made("/admin/sales-channels", Map.of("name", "Web"), "/sales_channel/id");
        String location = location(channel);
        JsonNode profiles = admin.get("/admin/shipping-profiles").path("shipping_profiles");
        String profile = profiles.isEmpty()
                ? made("/admin/shipping-profiles", Map.of("name", "all", "type", "default"), "/shipping_profile/id")
                : profiles.path(0).path("id").asText();
        return new Ground(
                secretKey,
                publishableKey(channel),
                channel,
                location,
                profile,
                zone(location),
                regions(channel),
                taxes());
    }

    private String publishableKey(String channel) {
        JsonNode key = person.post("/admin/api-keys", Map.of("title", "store", "type", "publishable"))
                .path("api_key");
        person.post("/admin/api-keys/" + key.path("id").asText() + "/sales-channels", Map.of("add", List.of(channel)));
        return key.path("token").asText();
    }

    private Map<String, String> regions(String channel) {
        String store = admin.get("/admin/stores").at("/stores/0/id").asText();
        admin.post(
                "/admin/stores/" + store,
                Map.of(
                        "supported_currencies",
                        List.of(
                                Map.of("currency_code", "usd", "is_default", true),
                                Map.of("currency_code", "jpy"),
                                Map.of("currency_code", "kwd")),
                        "default_sales_channel_id",
                        channel));
        Map<String, String> regions = new HashMap<>();
        Ground.COUNTRIES.forEach((name, country) -> regions.put(
                name,
                made(
                        "/admin/regions",
                        Map.of(
                                "name",
                                name,
                                "currency_code",
                                name.equals(Ground.TAXED) ? "usd" : name.toLowerCase(),
                                "countries",
                                List.of(country),
                                "payment_providers",
                                List.of("pp_system_default"),
                                "automatic_taxes",
                                true),
                        "/region/id")));
        return regions;
    }

    private String taxes() {
        return made(
                "/admin/tax-regions",
                Map.of(
                        "country_code",
                        Ground.COUNTRIES.get(Ground.TAXED),
                        "provider_id",
                        "tp_system",
                        "default_tax_rate",
                        Map.of("name", "none", "code", "none", "rate", 0)),
                "/tax_region/id");
    }

    private String location(String channel) {
        Map<String, String> address = Map.of("address_1", "1 Main St", "city", "Philadelphia", "country_code", "us");
        String location =
                made("/admin/stock-locations", Map.of("name", "Warehouse", "address", address), "/stock_location/id");
        String path = "/admin/stock-locations/" + location;
        admin.post(path + "/sales-channels", Map.of("add", List.of(channel)));
        admin.post(path + "/fulfillment-providers", Map.of("add", List.of("manual_manual")));
        admin.post(path + "/fulfillment-sets", Map.of("name", "parcels", "type", "shipping"));
        return location;
    }

    private String zone(String location) {
        String set = admin.get("/admin/stock-locations/" + location + "?fields=*fulfillment_sets")
                .at("/stock_location/fulfillment_sets/0/id")
                .asText();
        List<Map<String, String>> everywhere = Ground.COUNTRIES.values().stream()
                .map(country -> Map.of("type", "country", "country_code", country))
                .toList();
        return made(
                "/admin/fulfillment-sets/" + set + "/service-zones",
                Map.of("name", "everywhere", "geo_zones", everywhere),
                "/fulfillment_set/service_zones/0/id");
    }

    private String made(String path, Map<String, ?> body, String id) {
        String made = admin.post(path, body).at(id).asText();
        if (made.isEmpty()) {
            throw new IllegalStateException(path + " made nothing at " + id);
        }
        return made;
    }
}
