package org.countersign.backend.builtin;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.countersign.change.Charge;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/** Takes money with a method of the order's customer. A gift card pays what it has, and never more. */
record ChargeEdit(Charge change) implements Edit {

    private static final String METHOD = """
            select customer_id, balance, currency, can_charge from shop.payment_methods where id = ? for update""";

    private static final String WRITE = """
            with payment as (
                insert into shop.payments (order_id, id, method_id, amount, at)
                values (?, 'pay_' || nextval('shop.ids'), ?, ?, now())
                returning *),
            taken as (
                update shop.payment_methods m set balance = m.balance - p.amount, revision = nextval('shop.revisions')
                  from payment p where m.id = p.method_id and m.balance is not null),
            moved as (
                insert into shop.transactions (order_id, id, kind, method_id, amount, at, settles)
                select order_id, 'tx_' || nextval('shop.ids'), 'charge', method_id, amount, at, id from payment)
            update shop.orders o set payment_status = ?, revision = nextval('shop.revisions')
              from payment p where o.id = p.order_id
            returning p.id""";

    private record Method(
            String customer,
            @Nullable Long balance,
            @Nullable String currency,
            boolean canCharge) {

        static Method read(ResultSet row) throws SQLException {
            return new Method(
                    row.getString("customer_id"),
                    row.getObject("balance", Long.class),
                    row.getString("currency"),
                    row.getBoolean("can_charge"));
        }
    }

    @Override
    public Optional<String> refusal(ShopObject now) {
        Order order = (Order) now;
        if (order.status() == Order.Status.CANCELLED) {
            return Optional.of("the order is cancelled");
        }
        if (!change.amount().currency().equals(order.totals().total().currency())) {
            return Optional.of("the order is in " + order.totals().total().currency());
        }
        return change.amount().isPositive() ? Optional.empty() : Optional.of("a charge is more than zero");
    }

    @Override
    public String write(Connection connection, ShopObject now) throws SQLException {
        Order order = (Order) now;
        Method method = Sql.first(connection, METHOD, Method::read, change.methodId())
                .filter(one -> one.customer().equals(order.customer().id().value()))
                .orElseThrow(() -> declined(" is none of the order's customer"));
        String currency = change.amount().currency().getCurrencyCode();
        if (!method.canCharge() || (method.balance() != null && !currency.equals(method.currency()))) {
            throw declined(" cannot be charged in " + currency);
        }
        if (method.balance() != null && method.balance() < change.amount().minor()) {
            throw declined(" has " + new Money(method.balance(), change.amount().currency()) + ", less than "
                    + change.amount());
        }
        return Sql.first(
                        connection,
                        WRITE,
                        row -> row.getString(1),
                        order.id().value(),
                        change.methodId(),
                        change.amount().minor(),
                        standing(order))
                .orElseThrow();
    }

    private String standing(Order order) {
        Order.Totals totals = order.totals();
        return PaymentStanding.of(
                totals.refundable().plus(change.amount()).minor(),
                totals.total().minor(),
                totals.refunded().isPositive());
    }

    private Declined declined(String why) {
        return new Declined("payment method " + change.methodId() + why);
    }
}
