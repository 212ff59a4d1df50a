package org.countersign.lookup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import org.countersign.caller.Caller;
import org.countersign.caller.Grants;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.Refusal;
import org.countersign.mcp.ReadAnswers;
import org.countersign.mcp.Requests;
import org.countersign.mcp.Schema;
import org.countersign.mcp.ShopTool;
import org.countersign.mcp.ToolAnswer;
import org.countersign.shop.Customer;
import org.countersign.shop.Customers;
import org.countersign.shop.Page;
import org.jspecify.annotations.Nullable;

/** The tool {@code find_customers}: nobody finds a customer by guessing letters, but those who see personal data. */
@ApplicationScoped
class FindCustomers implements ShopTool {

    private static final Listing LISTING = new Listing("customers", "customer", "customers");
    private static final String CHOICES =
            "Give email alone, or name and postal_code together, or (with see_personal_data) query alone.";

    private final Customers customers;
    private final Grants grants;

    FindCustomers(Customers customers, Grants grants) {
        this.customers = customers;
        this.grants = grants;
    }

    @Override
    public Spec spec() {
        Schema own = Schema.object("")
                .optional("email", Schema.text("the whole address, case ignored", 3, 254))
                .optional("name", Schema.text("first and last name, case ignored; with postal_code", 1, 200))
                .optional("postal_code", Schema.text("with name", 1, 20))
                .optional("query", Schema.text("words of name or e-mail; only with see_personal_data", 1, 200));
        return new Spec(
                "find_customers",
                "Find a customer",
                """
                Finds customers by e-mail, or by name with postal code, as a customer would identify themselves. Do not use \
                it when you have a customer id (get_customer) or an order id (get_order). Ask the customer for what is \
                missing; never try names. Example: {"name": "Noah Brown", "postal_code": "80279"}.""",
                Listing.arguments(own),
                LISTING.output(CustomerJson.summarySchema()),
                Effect.READ,
                false);
    }

    @Override
    public ToolAnswer call(Caller caller, ObjectNode arguments) {
        PersonalData people = PersonalData.of(grants, caller);
        Wanted wanted = new Wanted(
                Requests.text(arguments, "email"),
                Requests.text(arguments, "name"),
                Requests.text(arguments, "postal_code"),
                Requests.text(arguments, "query"));
        if (!wanted.isOneChoice()) {
            return ReadAnswers.refused(Refusal.of(
                    ErrorCode.INVALID_ARGUMENTS, "What was given identifies no customer in one way.", CHOICES));
        }
        if (wanted.query() != null && !people.shown()) {
            return ReadAnswers.refused(Refusal.of(
                    ErrorCode.NOT_PERMITTED,
                    "Searching customers by free text needs the permission see_personal_data.",
                    "Ask the customer for their e-mail address, or their name and postal code."));
        }
        return ReadAnswers.of(
                () -> LISTING.answer(find(wanted, Listing.page(arguments)), new CustomerJson(people)::summary));
    }

    private Page<Customer.Summary> find(Wanted wanted, Page.Request page) {
        if (wanted.query() != null) {
            return customers.search(wanted.query(), page);
        }
        return wanted.name() != null && wanted.postalCode() != null
                ? customers.byNameAndPostalCode(wanted.name(), wanted.postalCode(), page)
                : customers.byEmail(String.valueOf(wanted.email()), page);
    }

    private record Wanted(
            @Nullable String email,
            @Nullable String name,
            @Nullable String postalCode,
            @Nullable String query) {

        boolean isOneChoice() {
            if ((name == null) != (postalCode == null)) {
                return false;
            }
            int choices = (email == null ? 0 : 1) + (name == null ? 0 : 1) + (query == null ? 0 : 1);
            return choices == 1;
        }
    }
}
