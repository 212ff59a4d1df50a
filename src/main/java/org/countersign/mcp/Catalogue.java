package org.countersign.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.shop.Backend;

/** Every tool of this server, in the order of the contract; what a client sees of one is made once, here. */
@Singleton
final class Catalogue {

    /** Reads first, so that a model meets the harmless ones before the others. A new tool goes after these, by name. */
    private static final List<String> ORDER = List.of(
            "find_orders",
            "get_order",
            "find_customers",
            "get_customer",
            "find_products",
            "get_product",
            "quote_refund",
            "quote_shipping_rates",
            "track_shipment",
            "search_policies",
            "get_action",
            "list_actions",
            "get_permissions",
            "refund_order",
            "cancel_order",
            "change_shipping_address",
            "change_order_items",
            "change_payment_method",
            "create_return",
            "exchange_items",
            "receive_return",
            "fulfill_order",
            "hold_order",
            "release_order",
            "buy_shipping_label",
            "void_shipping_label",
            "add_order_note",
            "change_customer_address",
            "issue_store_credit",
            "escalate_to_human",
            "confirm_action",
            "withdraw_action");

    /** @param json what tools/list shows of it, as text */
    record Entry(ShopTool tool, ShopTool.Spec spec, Arguments arguments, String json) {}

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    Catalogue(@All List<ShopTool> tools, Backend backend) {
        tools.stream()
                .filter(tool -> backend.offers(tool.spec().name()))
                .sorted(byContract())
                .map(Catalogue::entry)
                .forEach(this::add);
    }

    Optional<Entry> find(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    Collection<Entry> all() {
        return entries.values();
    }

    private void add(Entry entry) {
        if (entries.put(entry.spec().name(), entry) != null) {
            throw new IllegalStateException(
                    "two tools are called " + entry.spec().name());
        }
    }

    private static Comparator<ShopTool> byContract() {
        return Comparator.<ShopTool>comparingInt(tool -> tool.spec().readOnly() ? 0 : 1)
                .thenComparingInt(tool -> {
                    int place = ORDER.indexOf(tool.spec().name());
                    return place < 0 ? ORDER.size() : place;
                })
                .thenComparing(tool -> tool.spec().name());
    }

    private static Entry entry(ShopTool tool) {
        ShopTool.Spec spec = tool.spec();
        return new Entry(
                tool, spec, new Arguments(spec.input().toJson()), listed(spec).toString());
    }

    private static ObjectNode listed(ShopTool.Spec spec) {
        ObjectNode listed = JsonNodeFactory.instance.objectNode();
        listed.put("name", spec.name()).put("title", spec.title()).put("description", spec.description());
        // without $schema it is 2020-12 (MCP 2025-11-25, tools)
        listed.set("inputSchema", spec.input().toJson());
        listed.set("outputSchema", Brief.of(spec.output().toJson()));
        listed.putObject("annotations")
                .put("readOnlyHint", spec.readOnly())
                .put("destructiveHint", spec.destructive())
                .put("idempotentHint", true)
                .put("openWorldHint", false);
        return listed;
    }
}
