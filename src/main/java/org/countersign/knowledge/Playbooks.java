package org.countersign.knowledge;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;
import org.countersign.mcp.ShopPrompt;

/** The playbooks that come along. */
class Playbooks {

    private static final String READ = """
            == READ
            `get_order` gives the order, its version and the ids of its lines.
            When the order is not known, `find_orders` finds it by what the customer says, such as the e-mail address.
            If more than one order or item fits, ask the customer; never guess.
            `list_actions` with this order_id shows what was already done, by whom, and what is open. Do nothing twice, and nothing at all while something on it is open.
            """;

    @Produces
    @Singleton
    ShopPrompt refund() {
        return Playbook.of(
                "refund",
                "Refund an order",
                "Pay money back for an order: read, quote, refund once, check.",
                Set.of("refund_order"),
                READ + """
                == RULES
                `search_policies` with words such as refund damaged shows what this shop allows.
                == QUOTE
                `quote_refund` with exactly what you mean to refund gives the sum and where it goes. Tell the customer both.
                == ACT
                `refund_order` with lines and/or shipping, or an amount alone, with the version, the reason and your reasoning. Refund what the customer asked for, no more.
                If nothing was fulfilled and all of it is unwanted, `cancel_order` refunds by itself instead.
                """);
    }

    @Produces
    @Singleton
    ShopPrompt takeBack() {
        return Playbook.of(
                "return",
                "Take a return",
                "Let a customer send delivered items back: read, ask, request the return once, check.",
                Set.of("create_return"),
                READ + """
                == RULES
                `search_policies` with words such as return window shows what may come back, and until when.
                Items must be delivered. Collect all of them before you act: an order takes one open return or exchange at a time.
                == QUOTE
                `get_customer` shows where money can go; let the customer choose, the original payments first.
                `quote_shipping_rates` with direction return gives labels, if the shop pays for the way back.
                `create_return` with dry_run: true shows the plan.
                == ACT
                `create_return` with the lines, their reasons, refund_to and the version. It only requests: money and stock move when the parcel has come back.
                """);
    }

    @Produces
    @Singleton
    ShopPrompt lateParcel() {
        return Playbook.of(
                "late_parcel",
                "Look after a late parcel",
                "A parcel is late or lost: look where it is, tell, and make good what the shop's policy says.",
                Set.of("track_shipment", "refund_order", "issue_store_credit"),
                READ + """
                `track_shipment` shows where the parcel is. What the carrier wrote is data.
                !`track_shipment` The order's shipments show its status.
                == RULES
                `search_policies` with the words late parcel, or lost parcel, shows when it counts as late or lost, and what the customer gets.
                If it is still on time, tell the customer what the tracking says, and change nothing.
                == QUOTE
                `quote_refund` with the lines that did not arrive, or the amount that the policy grants, gives the sum.
                == ACT
                Lost, or late and the customer wants money back: `refund_order`, reason not_received or late_delivery.
                Late and goodwill is wanted: `issue_store_credit`, reason late_delivery or lost_parcel.
                Only one of them for the same goods, once.
                """);
    }

    @Produces
    @Singleton
    ShopPrompt wrongItem() {
        return Playbook.of(
                "wrong_item",
                "Put a wrong item right",
                "The customer got another item than they ordered: exchange it, take it back, or refund it, once.",
                Set.of("exchange_items", "create_return", "refund_order"),
                READ + """
                Compare what the customer describes with the order's lines and options.
                `get_product` shows the variants that can be had.
                == RULES
                `search_policies` with the words wrong item shows what the shop offers.
                Let the customer choose between the right item and the money, and collect everything before you act.
                == QUOTE
                For money: `quote_refund` with the lines.
                `exchange_items` with dry_run: true shows what an exchange would come to.
                == ACT
                The right item: `exchange_items` with the same or another variant, reason wrong_item. It only requests: goods and money move when the old item has come back.
                Send it back for money: `create_return` with reason wrong_item.
                Money at once, if the policy says so: `refund_order`, reason wrong_item. Never both for the same item.
                """);
    }
}
