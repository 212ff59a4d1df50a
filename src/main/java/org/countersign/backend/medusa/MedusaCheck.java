package org.countersign.backend.medusa;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.countersign.backend.Answer;
import org.countersign.backend.OfBackend;
import org.countersign.backend.Silence;
import org.countersign.backend.Wire;
import org.countersign.shop.Finding;

/** Asks Medusa what the tools need, and changes nothing; past the breaker, as whoever checks wants it. */
@ApplicationScoped
class MedusaCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String ORDERS = "/admin/orders";
    private static final List<String> LISTS =
            List.of(ORDERS, "/admin/customers", "/admin/products", "/admin/returns", "/admin/exchanges");
    private static final String LOCATIONS = "/admin/stock-locations";

    private final MedusaSettings settings;
    private final Wire wire;

    MedusaCheck(MedusaSettings settings, @OfBackend(MedusaShop.NAME) Wire wire) {
        this.settings = settings;
        this.wire = wire;
    }

    List<Finding> findings() {
        List<Finding> found = new ArrayList<>();
        try {
            Answer orders = list(ORDERS);
            found.add(Finding.good("reachable", settings.url() + " answers"));
            found.add(accepted(orders));
            if (found.stream().noneMatch(Finding::isBad)) {
                lists(found);
                found.add(location());
            }
        } catch (Silence away) {
            found.add(Finding.bad(
                    "reachable",
                    settings.url() + " does not answer: " + away.why(),
                    "See that Medusa runs and that COUNTERSIGN_MEDUSA_URL is its address."));
        }
        return found;
    }

    private Answer list(String path) throws Silence {
        return wire.get(path, Map.of("limit", "1", "fields", "id"), PATIENCE);
    }

    private static Finding accepted(Answer answer) {
        int status = answer.status();
        return switch (status) {
            case 200 -> Finding.good("credentials", "Medusa accepts the secret API key");
            case 401, 403 ->
                Finding.bad(
                        "credentials",
                        "Medusa does not accept the secret API key (" + status + ")",
                        "Make one in Medusa (Settings, Secret API Keys) and set COUNTERSIGN_MEDUSA_SECRET_KEY_FILE.");
            case 301, 302, 303, 307, 308 ->
                Finding.bad(
                        "address",
                        "it redirects (" + status + "), which is never followed",
                        "Set COUNTERSIGN_MEDUSA_URL to where Medusa really is.");
            case 404 ->
                Finding.bad(
                        "address",
                        "there is no Admin API of Medusa 2 below this address (404)",
                        "Set COUNTERSIGN_MEDUSA_URL to the server's address, without /admin and without /app.");
            default -> Finding.bad("answer", ORDERS + " answers with status " + status, "Look at Medusa's own log.");
        };
    }

    private void lists(List<Finding> found) throws Silence {
        List<String> missing = new ArrayList<>();
        for (String path : LISTS) {
            Answer answer = list(path);
            if (answer.status() != 200 || answer.json().isEmpty()) {
                missing.add(path + " (" + answer.status() + ")");
            }
        }
        found.add(
                missing.isEmpty()
                        ? Finding.good("permissions", "orders, customers, products, returns and exchanges can be read")
                        : Finding.bad(
                                "permissions",
                                "these cannot be read: " + String.join(", ", missing),
                                "The key needs all of them, and Medusa 2.21 or newer."));
    }

    /** Goods leave from one and come back to one. */
    private Finding location() throws Silence {
        if (settings.stockLocation().isPresent()) {
            String id = settings.stockLocation().get();
            return wire.get(LOCATIONS + "/" + id, Map.of("fields", "id"), PATIENCE)
                                    .status()
                            == 200
                    ? Finding.good("stock", "the stock location " + id + " is there")
                    : Finding.bad(
                            "stock",
                            "there is no stock location " + id,
                            "Set COUNTERSIGN_MEDUSA_STOCK_LOCATION to the id of one (Settings, Locations).");
        }
        long known =
                list(LOCATIONS).json().map(json -> json.path("count").asLong()).orElse(0L);
        if (known == 0) {
            return Finding.bad(
                    "stock",
                    "Medusa has no stock location, so nothing can be sent and nothing can come back",
                    "Make one in Medusa (Settings, Locations).");
        }
        return known == 1
                ? Finding.good("stock", "there is one stock location")
                : Finding.note(
                        "stock",
                        "there are " + known + " stock locations, and none is set for what this server sends",
                        "Set COUNTERSIGN_MEDUSA_STOCK_LOCATION to one of them if they are not alike.");
    }
}
