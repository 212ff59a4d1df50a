package org.countersign.backend.builtin;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.countersign.backend.OfBackend;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.OrderSummary;
import org.countersign.shop.Orders;
import org.countersign.shop.Page;

/** The orders of the built-in shop. */
@OfBackend(BuiltinShop.NAME)
@ApplicationScoped
class BuiltinOrders implements Orders {

    private final ShopDatabase database;

    BuiltinOrders(ShopDatabase database) {
        this.database = database;
    }

    @Override
    public Optional<Order> order(OrderId id) {
        return database.one(OrderSql.ORDER, OrderRow::read, id.value());
    }

    @Override
    public Page<OrderSummary> find(Query query, Page.Request page) {
        Cursor after = Cursor.decode(page.cursor(), OrderSearch.LIST, OrderSearch.KEY_LENGTH);
        OrderSearch search = new OrderSearch(query, after, page.limit() + 1);
        return Pages.cut(
                database.list(search.sql(), OrderSearch::row, search.parameters()), page, OrderSearch::cursorOf);
    }
}
