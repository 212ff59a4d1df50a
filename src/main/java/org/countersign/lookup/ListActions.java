package org.countersign.lookup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Locale;
import org.countersign.caller.Caller;
import org.countersign.gate.Entry;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.Json;
import org.countersign.gate.Ledger;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Refusal;
import org.countersign.gate.Status;
import org.countersign.mcp.ReadAnswers;
import org.countersign.mcp.Requests;
import org.countersign.mcp.Schema;
import org.countersign.mcp.ShopTool;
import org.countersign.mcp.ToolAnswer;
import org.countersign.shop.Page;
import org.jspecify.annotations.Nullable;

/** The tool {@code list_actions}: what has already been done, newest first. */
@ApplicationScoped
class ListActions implements ShopTool {

    private static final Listing ACTIONS = new Listing("actions", "action", "actions, newest first");

    private final Ledger ledger;

    ListActions(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Spec spec() {
        return new Spec(
                "list_actions",
                "See what was already done",
                """
                Lists actions of the ledger, newest first: what was done, by whom, and what is still open, by anybody. Look here \
                before you act on an order, so that nothing is done twice. Do not use it for the order's own state: \
                get_order does. Example: {"order_id": "W2611340"}.""",
                Listing.arguments(Schema.object("")
                        .optional("order_id", Schema.text("only on this order, with or without #", 1, 128))
                        .optional("customer_id", Schema.text("only on this customer", 1, 128))
                        .optional("case_id", Schema.text("only of this ticket or conversation", 1, 128))
                        .optional(
                                "status",
                                Schema.choice(
                                        "only with this status",
                                        Arrays.stream(Status.values())
                                                .map(status -> Json.wire(status))
                                                .toList()))
                        .optional("tool", Schema.text("only by this tool", 1, 64))
                        .optional("mine", Schema.flag("only your own").byDefault(false))),
                ACTIONS.output(ActionAnswers.schema()),
                Effect.READ,
                false);
    }

    @Override
    public ToolAnswer call(Caller caller, ObjectNode arguments) {
        String order = Requests.text(arguments, "order_id");
        String customer = Requests.text(arguments, "customer_id");
        if (order != null && customer != null) {
            return ReadAnswers.refused(Refusal.of(
                    ErrorCode.INVALID_ARGUMENTS,
                    "order_id and customer_id were both given.",
                    "Give one of them: actions are on an order or on a customer."));
        }
        @Nullable
        ObjectRef target = order != null
                ? ObjectRef.order(order.startsWith("#") ? order.substring(1) : order)
                : customer != null ? ObjectRef.customer(customer) : null;
        String status = Requests.text(arguments, "status");
        boolean mine = arguments.path("mine").asBoolean(false);
        Ledger.Query query = new Ledger.Query(
                target,
                Requests.text(arguments, "case_id"),
                status == null ? null : Status.valueOf(status.toUpperCase(Locale.ROOT)),
                Requests.text(arguments, "tool"),
                mine ? caller.issuer() : null,
                mine ? caller.subject() : null);
        return ReadAnswers.of(() -> listed(caller, query, Listing.page(arguments)));
    }

    private ToolAnswer listed(Caller caller, Ledger.Query query, Page.Request page) {
        Page<Entry> found = ledger.entries(query, page);
        ToolAnswer answer = ACTIONS.answer(found, entry -> ActionAnswers.summary(caller, entry));
        boolean all = page.cursor() == null && found.nextCursor() == null;
        answer.content()
                .put("summary", answer.content().path("summary").asText() + ActionAnswers.open(found.items(), all));
        return answer;
    }
}
