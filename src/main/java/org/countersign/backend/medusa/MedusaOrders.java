package org.countersign.backend.medusa;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.backend.Fields;
import org.countersign.backend.OfBackend;
import org.countersign.shop.BackendUnavailable;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.OrderSummary;
import org.countersign.shop.Orders;
import org.countersign.shop.Page;

/** The orders of a Medusa shop, by their id or by the number that people know them by. */
@OfBackend(MedusaShop.NAME)
@ApplicationScoped
class MedusaOrders implements Orders {

    /** An order is several answers; one that changes between them is asked for again. */
    private static final int TRIES = 3;

    private final Medusa medusa;
    private final OrderNumbers numbers;
    private final OrderSearch search;

    MedusaOrders(Medusa medusa) {
        this.medusa = medusa;
        this.numbers = new OrderNumbers(medusa);
        this.search = new OrderSearch(medusa, this);
    }

    @Override
    public Optional<Order> order(OrderId id) {
        return file(id).map(file -> Medusa.readable(file::order));
    }

    @Override
    public Page<OrderSummary> find(Query query, Page.Request page) {
        return search.find(query, page);
    }

    /** @throws BackendUnavailable also when it cannot be read */
    Optional<OrderFile> file(OrderId given) {
        String id =
                OrderNumbers.isNumber(given.value()) ? numbers.id(given.value()).orElse("") : given.value();
        if (!Medusa.isId(id)) {
            return Optional.empty();
        }
        for (int n = 1; n <= TRIES; n++) {
            Optional<Fields> order = json(id);
            if (order.isEmpty()) {
                return Optional.empty();
            }
            OrderLog log = medusa.log(id);
            List<Fields> exchanges = log.hasExchanges() ? exchanges(id) : List.of();
            if (Medusa.readable(() -> log.version() <= order.get().count("version"))) {
                return Optional.of(Medusa.readable(() -> OrderFile.of(order.get(), log, exchanges)));
            }
        }
        throw new BackendUnavailable("the order keeps changing while it is read");
    }

    private Optional<Fields> json(String id) {
        return medusa.one("/admin/orders/" + id, Map.of("fields", OrderFile.FIELDS), answer -> {
            Fields order = answer.object("order");
            if (!order.text("id").equals(id)) {
                throw Fields.wrong("id", "the one that was asked for");
            }
            return order;
        });
    }

    private List<Fields> exchanges(String order) {
        return medusa.list(
                "/admin/exchanges",
                Map.of(
                        "order_id",
                        order,
                        "limit",
                        "100",
                        "order",
                        "created_at",
                        "fields",
                        "id,order_id,return_id,canceled_at,metadata,additional_items.item_id"),
                answer -> answer.list("exchanges", exchange -> exchange));
    }
}
