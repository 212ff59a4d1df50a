package org.countersign.lookup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import org.countersign.caller.Caller;
import org.countersign.caller.Grants;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.Refusal;
import org.countersign.mcp.ReadAnswers;
import org.countersign.mcp.Requests;
import org.countersign.mcp.Schema;
import org.countersign.mcp.ShopTool;
import org.countersign.mcp.ToolAnswer;
import org.countersign.shop.CustomerId;
import org.countersign.shop.Order;
import org.countersign.shop.Orders;
import org.jspecify.annotations.Nullable;

/** The tool {@code find_orders}. Without see_personal_data its text does not look at who the customer is. */
@ApplicationScoped
class FindOrders implements ShopTool {

    private static final Listing LISTING = new Listing("orders", "order", "orders, newest first");

    private final Orders orders;
    private final Grants grants;

    FindOrders(Orders orders, Grants grants) {
        this.orders = orders;
        this.grants = grants;
    }

    @Override
    public Spec spec() {
        Schema own = Schema.object("")
                .optional(
                        "query",
                        Schema.text(
                                "words that must all stand in the order's name or item titles, or, with"
                                        + " see_personal_data, in the customer's name or e-mail",
                                1,
                                200))
                .optional("customer_id", Schema.text("only of this customer", 1, 128))
                .optional("email", Schema.text("the customer's whole e-mail address, case ignored", 3, 254))
                .optional("status", Schema.choice("", OrderSchema.names(Order.Status.values())))
                .optional("payment_status", Schema.choice("", OrderSchema.names(Order.PaymentStatus.values())))
                .optional("fulfillment_status", Schema.choice("", OrderSchema.names(Order.FulfillmentStatus.values())))
                .optional("placed_after", Schema.time("RFC 3339, such as 2026-01-31T00:00:00Z"))
                .optional("placed_before", Schema.time("RFC 3339"));
        return new Spec(
                "find_orders",
                "Find orders",
                """
                Lists orders, newest first, narrowed by what you give. Use it when the customer does not know the order id; \
                with the id call get_order at once. It gives no version: before a write call get_order. \
                Example: {"email": "ada@example.com", "status": "open"}.""",
                Listing.arguments(own),
                LISTING.output(OrderSchema.summary()),
                Effect.READ,
                false);
    }

    @Override
    public ToolAnswer call(Caller caller, ObjectNode arguments) {
        PersonalData people = PersonalData.of(grants, caller);
        Orders.Query query;
        try {
            query = query(arguments, people.shown());
        } catch (DateTimeException wrong) {
            return ReadAnswers.refused(Refusal.of(
                    ErrorCode.INVALID_ARGUMENTS,
                    "placed_after or placed_before is no point in time.",
                    "Give RFC 3339 with an offset, such as 2026-01-31T00:00:00Z."));
        }
        return ReadAnswers.of(
                () -> LISTING.answer(orders.find(query, Listing.page(arguments)), new OrderJson(people)::summary));
    }

    private static Orders.Query query(ObjectNode arguments, boolean personalData) {
        return new Orders.Query(
                Requests.text(arguments, "query"),
                personalData,
                Optional.ofNullable(Requests.text(arguments, "customer_id"))
                        .filter(id -> !id.isBlank())
                        .map(CustomerId::new)
                        .orElse(null),
                Requests.text(arguments, "email"),
                word(Order.Status.class, arguments, "status"),
                word(Order.PaymentStatus.class, arguments, "payment_status"),
                word(Order.FulfillmentStatus.class, arguments, "fulfillment_status"),
                time(arguments, "placed_after"),
                time(arguments, "placed_before"));
    }

    private static <E extends Enum<E>> @Nullable E word(Class<E> type, ObjectNode arguments, String name) {
        String word = Requests.text(arguments, name);
        return word == null ? null : Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }

    private static @Nullable Instant time(ObjectNode arguments, String name) {
        String time = Requests.text(arguments, name);
        return time == null ? null : OffsetDateTime.parse(time).toInstant();
    }
}
