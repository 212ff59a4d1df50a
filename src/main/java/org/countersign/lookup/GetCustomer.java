package org.countersign.lookup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import org.countersign.caller.Caller;
import org.countersign.caller.Grants;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.Json;
import org.countersign.gate.Next;
import org.countersign.gate.Receipts;
import org.countersign.gate.Refusal;
import org.countersign.mcp.AnswerSchema;
import org.countersign.mcp.ReadAnswers;
import org.countersign.mcp.Schema;
import org.countersign.mcp.ShopTool;
import org.countersign.mcp.ToolAnswer;
import org.countersign.shop.Customer;
import org.countersign.shop.CustomerId;
import org.countersign.shop.Customers;

/** The tool {@code get_customer}: profile and payment methods, and the receipt that this caller has read them. */
@ApplicationScoped
class GetCustomer implements ShopTool {

    private final Customers customers;
    private final Receipts receipts;
    private final Grants grants;

    GetCustomer(Customers customers, Receipts receipts, Grants grants) {
        this.customers = customers;
        this.receipts = receipts;
        this.grants = grants;
    }

    @Override
    public Spec spec() {
        return new Spec(
                "get_customer",
                "Read a customer",
                """
                Gives a customer's addresses, payment methods with gift card balances, the ids of their orders, and their \
                version. Call it before a write on a customer, and to find the id of another payment method. Do not use it \
                for an order's state: get_order has that. Example: {"customer_id": "noah_brown_6181"}.""",
                Schema.object("").required("customer_id", Schema.text("id of find_customers or of an order", 1, 128)),
                AnswerSchema.base("the customer in one sentence")
                        .gives("version", Schema.text("the same as customer.version: what a write on them needs"))
                        .gives("customer", CustomerJson.schema()),
                Effect.READ,
                false);
    }

    @Override
    public ToolAnswer call(Caller caller, ObjectNode arguments) {
        String id = arguments.path("customer_id").asText();
        return ReadAnswers.of(() -> id.isBlank()
                ? notFound()
                : customers
                        .customer(new CustomerId(id))
                        .map(customer -> found(caller, customer))
                        .orElseGet(GetCustomer::notFound));
    }

    private ToolAnswer found(Caller caller, Customer customer) {
        ObjectNode content = Json.object()
                .put(
                        "summary",
                        "Customer " + customer.id() + ": "
                                + customer.paymentMethods().size() + " payment methods, "
                                + customer.orderIds().size() + " orders.");
        String version = receipts.issue(caller, customer);
        content.put("version", version);
        content.set("customer", new CustomerJson(PersonalData.of(grants, caller)).customer(customer, version));
        return ToolAnswer.of(content);
    }

    private static ToolAnswer notFound() {
        return ReadAnswers.refused(Refusal.of(
                        ErrorCode.NOT_FOUND,
                        "The shop has no such customer.",
                        "Use the customer id of an order, or find_customers; do not try similar ids.")
                .then(new Next("find_customers", Json.object(), "by e-mail, or name and postal code")));
    }
}
