package org.countersign.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.countersign.change.Change;
import org.countersign.change.Changes;
import org.countersign.change.CustomerAddress;
import org.countersign.change.ExchangeReceipt;
import org.countersign.change.ExchangeRequest;
import org.countersign.change.Fulfillment;
import org.countersign.change.HoldPlaced;
import org.countersign.change.LineChanges;
import org.countersign.change.OrderNote;
import org.countersign.change.PriceDifference;
import org.countersign.change.ReturnReceipt;
import org.countersign.change.ReturnRequest;
import org.countersign.change.ShippingAddress;
import org.countersign.change.Swap;
import org.countersign.gate.Absence;
import org.countersign.gate.MarkedEffects;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.Resend;
import org.countersign.gate.StepKey;
import org.countersign.refund.Refunds.LineQuantity;
import org.countersign.shop.Address;
import org.countersign.shop.CustomerId;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.Page;
import org.countersign.shop.Product;
import org.junit.jupiter.api.Test;

/**
 * What {@link Changes} promises of each kind of change that every shop can make. A shop is held to what it states: one that
 * takes keys has an effect once, one whose absence is proof keeps a closed key without effect.
 */
public abstract class ChangesContract {

    protected abstract ShopBed bed();

    protected Changes changes() {
        return bed().changes();
    }

    /** A shop that has nothing of the kind is asked no further. */
    protected final void needs(String tool) {
        assumeTrue(bed().offers(tool), () -> "this shop does not offer " + tool);
    }

    /**
     * One kind of change: not there, made, found as planned; and where the shop takes keys, made once however often it is
     * sent, and another request under its key declined.
     *
     * @param different the same kind with other content
     */
    protected final void holds(String tool, Change change, Change different, Runnable shows) {
        holds(RefundsContract.key(), tool, change, different, shows);
    }

    private void holds(StepKey key, String tool, Change change, Change different, Runnable shows) {
        Absence absence = changes().abilities(tool).absence();
        assertThat(changes().find(tool, change, key)).isEqualTo(new Proof.NotShown(absence));
        Reply first = changes().send(tool, change, key);
        assertThat(first).as(change.kind()).isInstanceOf(Reply.Accepted.class);
        assertThat(changes().find(tool, change, key)).isEqualTo(new Proof.Shown(change.effect()));
        assertThat(changes().findOrClose(tool, change, key)).isEqualTo(new Proof.Shown(change.effect()));
        shows.run();
        if (changes().abilities(tool).resend() == Resend.KEY) {
            assertThat(changes().send(tool, change, key)).isEqualTo(first);
            shows.run();
            assertThat(changes().send(tool, different, key)).isInstanceOf(Reply.Declined.class);
            assertThat(changes().find(tool, change, key)).isEqualTo(new Proof.Shown(change.effect()));
        }
        if (!bed().marks(change.kind())) {
            return;
        }
        assertThat(marked()).anySatisfy(mark -> {
            assertThat(mark.mark()).isEqualTo(key.value());
            assertThat(mark.what()).isEqualTo(change.kind());
            assertThat(mark.object()).isEqualTo(change.object());
            assertThat(mark.money()).isEqualTo(change.money());
        });
    }

    /** To the last page: a shop that others use has more than one. */
    private List<MarkedEffects.Marked> marked() {
        List<MarkedEffects.Marked> all = new ArrayList<>();
        Instant since = Instant.now().minus(Duration.ofMinutes(5));
        String cursor = null;
        do {
            Page<MarkedEffects.Marked> page = bed().marks().since(since, new Page.Request(100, cursor));
            all.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        return all;
    }

    /** A closed key has no effect for ever; where the shop cannot close, it never says that it has proof. On an object of its own. */
    protected final void neverAfterClosing(String tool, Change change) {
        StepKey key = RefundsContract.key();
        if (changes().abilities(tool).absence() == Absence.HINT) {
            assertThat(changes().findOrClose(tool, change, key)).isEqualTo(new Proof.NotShown(Absence.HINT));
            return;
        }
        assertThat(changes().findOrClose(tool, change, key)).isEqualTo(new Proof.NotShown(Absence.PROOF));
        assertThat(changes().send(tool, change, key)).isInstanceOf(Reply.Declined.class);
        assertThat(changes().find(tool, change, key)).isEqualTo(new Proof.NotShown(Absence.PROOF));
    }

    /** The price of another variant of what costs 10.00: dearer, where the shop can take the difference. */
    private long other() {
        return bed().manner().charges() ? 1500 : 800;
    }

    protected static Money usd(long minor) {
        return new Money(minor, Money.currency("USD"));
    }

    protected void declined(Change change) {
        assertThat(changes().send("change_order_items", change, RefundsContract.key()))
                .as("%s", change)
                .isInstanceOf(Reply.Declined.class);
    }

    protected int stock(String variant) {
        return bed().products().productOfVariant(variant).orElseThrow().variants().stream()
                .filter(one -> one.id().equals(variant))
                .findFirst()
                .orElseThrow()
                .stock();
    }

    protected Swap swap(Order order, int line, String to, int quantity) {
        Order.Line of = order.lines().get(line);
        return new Swap(
                of,
                bed().products().product(of.productId()).orElseThrow().variants().stream()
                        .filter(one -> one.id().equals(to))
                        .findFirst()
                        .orElseThrow(),
                quantity);
    }

    @Test
    void aWholeLineBecomesAnotherVariantAndKeepsItsId() {
        needs("change_order_items");
        Order order = bed().order();
        Order.Line first = order.lines().getFirst();
        String other = bed().variant(first.productId(), other(), 3);
        LineChanges change = LineChanges.of(order, List.of(swap(order, 0, other, 3)));
        int before = stock(first.variantId());
        holds("change_order_items", change, LineChanges.of(order, List.of(swap(order, 0, other, 2))), () -> {
            Order now = bed().again(order);
            assertThat(now.lines()).hasSize(2);
            assertThat(now.line(first.id()).orElseThrow().variantId()).isEqualTo(other);
            assertThat(now.totals().total())
                    .isEqualTo(order.totals().total().plus(usd(3 * other())).minus(usd(3000)));
            assertThat(stock(other)).isZero();
            assertThat(stock(first.variantId())).isEqualTo(before + 3);
        });
        assertThat(bed().again(order).revision()).isNotEqualTo(order.revision());
        Order another = bed().order();
        String variant = bed().variant(another.lines().getFirst().productId(), other(), 3);
        neverAfterClosing("change_order_items", LineChanges.of(another, List.of(swap(another, 0, variant, 1))));
    }

    @Test
    protected void unitsThatChangeAloneBecomeALineOfTheirOwnAndNoCentIsLost() {
        needs("change_order_items");
        Order order = bed().order(
                        "USD",
                        0,
                        List.of(new ShopBed.Line(3, 1000, 1, 25), new ShopBed.Line(2, 500)),
                        List.of(new ShopBed.Paid("credit_card", 4024)));
        Order.Line first = order.lines().getFirst();
        String same = bed().variant(first.productId(), 1000, 1);
        long price = bed().manner().charges() ? 1200 : 900;
        String dearer = bed().variant(first.productId(), price, 1);
        LineChanges change = LineChanges.of(order, List.of(swap(order, 0, same, 1), swap(order, 0, dearer, 1)));
        holds("change_order_items", change, LineChanges.of(order, List.of(swap(order, 0, same, 1))), () -> {
            Order now = bed().again(order);
            assertThat(now.lines()).hasSize(4);
            assertThat(now.totals().total())
                    .isEqualTo(order.totals().total().plus(usd(price)).minus(usd(1000)));
            assertThat(now.totals().tax()).isEqualTo(order.totals().tax());
            assertThat(now.totals().discount()).isEqualTo(order.totals().discount());
            assertThat(now.line(first.id()).orElseThrow().quantity()).isEqualTo(1);
            assertThat(now.line(first.id() + ".2").orElseThrow().variantId()).isEqualTo(same);
            assertThat(now.line(first.id() + ".3").orElseThrow().unitPrice()).isEqualTo(usd(price));
        });
    }

    @Test
    void linesAreNotChangedToWhatIsNotThereOrCostsSomethingElseOrWasNotPlanned() {
        needs("change_order_items");
        Order order = bed().order();
        String scarce = bed().variant(order.lines().getFirst().productId(), other(), 2);
        String foreign = bed().variant(order.lines().get(1).productId(), other(), 2);
        LineChanges good = LineChanges.of(order, List.of(swap(order, 0, scarce, 2)));
        declined(LineChanges.of(order, List.of(swap(order, 0, scarce, 3))));
        Swap cheap = swap(order, 0, scarce, 2);
        declined(LineChanges.of(
                order,
                List.of(new Swap(
                        cheap.line(),
                        new Product.Variant(scarce, cheap.line().productId(), Map.of(), usd(1), true, 2),
                        2))));
        declined(LineChanges.of(
                order, List.of(new Swap(cheap.line(), swap(order, 1, foreign, 1).to(), 1))));
        declined(
                new LineChanges(order.id(), good.changes(), List.of(good.lines().getLast()), null));
        assertThat(bed().again(order)).isEqualTo(order);
        assertThat(stock(scarce)).isEqualTo(2);
    }

    private static ReturnRequest request(Order order, int quantity, String amount) {
        return new ReturnRequest(
                order.id(),
                List.of(new Order.ReturnLine(order.lines().getFirst().id(), quantity, "defective")),
                order.payments().getFirst().method().id(),
                Money.parse(amount, "USD"),
                "economy.return.500.-.t1a2b3.0123456789abcdef");
    }

    /** @return the order with its request */
    private Order requested(int quantity) {
        Order order = bed().delivered(bed().order());
        assertThat(changes().send("create_return", request(order, quantity, "10.00"), RefundsContract.key()))
                .isInstanceOf(Reply.Accepted.class);
        return bed().again(order);
    }

    private static ReturnReceipt receipt(Order order, int quantity, boolean restock, Order.Return.Status status) {
        return new ReturnReceipt(
                order.id(),
                order.returns().getFirst().id(),
                List.of(new Order.ReceivedLine(order.lines().getFirst().id(), quantity, restock)),
                status);
    }

    @Test
    void aReturnIsRequestedAndNothingMoves() {
        needs("create_return");
        Order order = bed().delivered(bed().order());
        int before = stock(order.lines().getFirst().variantId());
        holds("create_return", request(order, 2, "20.00"), request(order, 1, "10.00"), () -> {
            Order now = bed().again(order);
            assertThat(now.returns()).singleElement().satisfies(one -> {
                assertThat(one.status()).isEqualTo(Order.Return.Status.REQUESTED);
                assertThat(one.lines()).isEqualTo(request(order, 2, "20.00").lines());
                assertThat(one.amount()).isEqualTo(usd(2000));
                assertThat(one.refundTo())
                        .isEqualTo(order.payments().getFirst().method().id());
                assertThat(one.receipts()).isEmpty();
                assertThat(one.returnRateId())
                        .isEqualTo(request(order, 2, "20.00").returnRateId());
            });
            assertThat(now.lines()).isEqualTo(order.lines());
            assertThat(now.totals()).isEqualTo(order.totals());
            assertThat(stock(order.lines().getFirst().variantId())).isEqualTo(before);
        });
        assertThat(bed().again(order).revision()).isNotEqualTo(order.revision());
        neverAfterClosing("create_return", request(bed().delivered(bed().order()), 1, "10.00"));
    }

    @Test
    void whatIsNotThereOrAskedForAlreadyCannotBeRequested() {
        needs("create_return");
        Order inTheHouse = bed().order();
        declined(request(inTheHouse, 1, "10.00"));
        Order order = bed().delivered(bed().order());
        declined(request(order, 4, "40.00"));
        String somebodyElses = inTheHouse.payments().getFirst().method().id();
        declined(new ReturnRequest(order.id(), request(order, 1, "1.00").lines(), somebodyElses, usd(1000), null));
        assertThat(bed().again(order)).isEqualTo(order);
        Order requested = requested(1);
        declined(request(requested, 1, "10.00"));
        assertThat(bed().again(requested)).isEqualTo(requested);
    }

    @Test
    void whatComesBackIsCountedAndGoesIntoStockOnlyWhereItCanBeSoldAgain() {
        needs("receive_return");
        Order order = requested(3);
        Order.Line first = order.lines().getFirst();
        int before = stock(first.variantId());
        holds(
                "receive_return",
                receipt(order, 1, true, Order.Return.Status.RECEIVED),
                receipt(order, 2, true, Order.Return.Status.RECEIVED),
                () -> {
                    Order now = bed().again(order);
                    assertThat(now.returns().getFirst().status()).isEqualTo(Order.Return.Status.RECEIVED);
                    assertThat(now.line(first.id()).orElseThrow().returnedQuantity())
                            .isEqualTo(1);
                    assertThat(stock(first.variantId())).isEqualTo(before + 1);
                    assertThat(now.totals()).isEqualTo(order.totals());
                });
        Order partly = bed().again(order);
        assertThat(partly.revision()).isNotEqualTo(order.revision());
        neverAfterClosing("receive_return", receipt(partly, 1, true, Order.Return.Status.RECEIVED));
        declined(receipt(partly, 3, true, Order.Return.Status.SETTLED));
        declined(receipt(partly, 2, true, Order.Return.Status.RECEIVED));
        assertThat(bed().again(order)).isEqualTo(partly);
        assertThat(changes()
                        .send(
                                "receive_return",
                                receipt(partly, 2, false, Order.Return.Status.SETTLED),
                                RefundsContract.key()))
                .isInstanceOf(Reply.Accepted.class);
        Order settled = bed().again(order);
        assertThat(settled.returns().getFirst().status()).isEqualTo(Order.Return.Status.SETTLED);
        assertThat(settled.returns().getFirst().receipts()).hasSize(2);
        assertThat(settled.line(first.id()).orElseThrow().returnedQuantity()).isEqualTo(3);
        assertThat(stock(first.variantId())).isEqualTo(before + 1);
        declined(receipt(settled, 1, true, Order.Return.Status.SETTLED));
    }

    private static ExchangeRequest exchange(Order order, List<Swap> swaps) {
        return new ExchangeRequest(
                order.id(),
                swaps.stream()
                        .map(swap -> new Order.Change(
                                swap.line().id(),
                                swap.to().id(),
                                swap.quantity(),
                                "size_too_small",
                                swap.to().price()))
                        .toList(),
                order.payments().getFirst().method().id(),
                PriceDifference.of(swaps));
    }

    @Test
    void anExchangeIsRequestedAndNothingMoves() {
        needs("exchange_items");
        Order order = bed().delivered(bed().order());
        String dearer = bed().variant(order.lines().getFirst().productId(), other(), 3);
        boolean charges = bed().manner().charges();
        ExchangeRequest request = exchange(order, List.of(swap(order, 0, dearer, 2)));
        holds("exchange_items", request, exchange(order, List.of(swap(order, 0, dearer, 1))), () -> {
            Order now = bed().again(order);
            assertThat(now.exchanges()).singleElement().satisfies(one -> {
                assertThat(one.status()).isEqualTo(Order.Return.Status.REQUESTED);
                assertThat(one.changes()).isEqualTo(request.changes());
                assertThat(one.priceDifference())
                        .isEqualTo(
                                charges
                                        ? new Order.PriceDifference(
                                                Order.PriceDifference.Direction.CHARGE, "10.00", "USD")
                                        : new Order.PriceDifference(
                                                Order.PriceDifference.Direction.REFUND, "4.00", "USD"));
            });
            assertThat(now.lines()).isEqualTo(order.lines());
            assertThat(now.totals()).isEqualTo(order.totals());
            assertThat(stock(dearer)).isEqualTo(bed().manner().reservesExchanges() ? 1 : 3);
        });
        assertThat(bed().again(order).revision()).isNotEqualTo(order.revision());
        declined(exchange(bed().again(order), List.of(swap(order, 0, dearer, 1))));
        Order inTheHouse = bed().order();
        String other = bed().variant(inTheHouse.lines().getFirst().productId(), other(), 3);
        declined(exchange(inTheHouse, List.of(swap(inTheHouse, 0, other, 1))));
        Order third = bed().delivered(bed().order());
        String foreign = bed().variant(third.lines().getLast().productId(), other(), 3);
        declined(exchange(
                third,
                List.of(new Swap(
                        third.lines().getFirst(), swap(third, 1, foreign, 1).to(), 1))));
        neverAfterClosing(
                "exchange_items",
                exchange(third, List.of(swap(third, 0, third.lines().getFirst().variantId(), 1))));
    }

    @Test
    void anExchangeIsReceivedWholeAndItsLinesBecomeTheNewVariants() {
        needs("exchange_items");
        Order delivered = bed().delivered(bed().order());
        Order.Line first = delivered.lines().getFirst();
        String dearer = bed().variant(first.productId(), other(), 3);
        List<Swap> swaps = List.of(swap(delivered, 0, dearer, 2));
        assertThat(changes().send("exchange_items", exchange(delivered, swaps), RefundsContract.key()))
                .isInstanceOf(Reply.Accepted.class);
        Order order = bed().again(delivered);
        String id = order.exchanges().getFirst().id();
        LineChanges lines = LineChanges.of(order, swaps);
        Order.ReceivedLine sellable = new Order.ReceivedLine(first.id(), 1, true);
        Order.ReceivedLine broken = new Order.ReceivedLine(first.id(), 1, false);
        ExchangeReceipt receipt = new ExchangeReceipt(id, lines, List.of(sellable, broken));
        int before = stock(first.variantId());
        declined(new ExchangeReceipt(id, lines, List.of(sellable)));
        declined(new ExchangeReceipt(id, LineChanges.of(order, List.of(swap(order, 0, dearer, 1))), List.of(sellable)));
        holds("receive_return", receipt, new ExchangeReceipt(id, lines, List.of(sellable, sellable)), () -> {
            Order now = bed().again(order);
            assertThat(now.exchanges().getFirst().status()).isEqualTo(Order.Return.Status.SETTLED);
            Order.Line rest = now.line(first.id()).orElseThrow();
            Order.Line fresh = now.line(first.id() + ".2").orElseThrow();
            assertThat(rest.variantId()).isEqualTo(first.variantId());
            assertThat(rest.quantity()).isEqualTo(1);
            assertThat(fresh.variantId()).isEqualTo(dearer);
            assertThat(fresh.quantity()).isEqualTo(2);
            assertThat(fresh.unitPrice()).isEqualTo(usd(other()));
            assertThat(rest.fulfilledQuantity()).isEqualTo(1);
            assertThat(fresh.fulfilledQuantity()).as("to be sent").isZero();
            assertThat(now.totals().total())
                    .isEqualTo(order.totals().total().plus(usd(2 * other())).minus(usd(2000)));
            assertThat(now.totals().refundable()).isEqualTo(order.totals().refundable());
            assertThat(stock(first.variantId())).isEqualTo(before + 1);
            assertThat(stock(dearer)).isEqualTo(1);
        });
        declined(receipt);
    }

    @Test
    void whatIsNotOfferedIsDeclinedAllTheSame() {
        Order order = bed().order();
        Map<String, Change> simple = Map.of(
                "change_shipping_address", to(order, "Denver"),
                "change_customer_address", at(order.customer().id(), "Denver"),
                "fulfill_order", parcel(order, 1),
                "hold_order", new HoldPlaced(order.id(), "other", "call first"),
                "add_order_note", new OrderNote(order.id(), "later", false));
        simple.forEach((tool, change) -> {
            if (!bed().offers(tool)) {
                assertThat(changes().send(tool, change, RefundsContract.key()))
                        .as(tool)
                        .isInstanceOf(Reply.Declined.class);
            }
        });
        assertThat(bed().again(order)).isEqualTo(order);
    }

    private static ShippingAddress to(Order order, String city) {
        return new ShippingAddress(
                order.id(), new Address("Ada Low", null, "12 Oak Street", null, city, "CO", "80202", "US", null));
    }

    @Test
    void aCustomersDefaultAddress() {
        needs("change_customer_address");
        CustomerId customer = bed().order().customer().id();
        CustomerAddress denver = at(customer, "Denver");
        String before = bed().customers().customer(customer).orElseThrow().revision();
        holds(
                "change_customer_address",
                denver,
                at(customer, "Boulder"),
                () -> assertThat(bed().customers().customer(customer).orElseThrow())
                        .satisfies(now -> assertThat(now.defaultAddress()).isEqualTo(denver.address()))
                        .satisfies(now -> assertThat(now.addresses()).containsExactly(denver.address())));
        assertThat(bed().customers().customer(customer).orElseThrow().revision())
                .isNotEqualTo(before);
        neverAfterClosing("change_customer_address", at(bed().order().customer().id(), "Denver"));
    }

    private static CustomerAddress at(CustomerId customer, String city) {
        return new CustomerAddress(
                customer, new Address("Ada Low", null, "12 Oak Street", null, city, "CO", "80202", "US", null));
    }

    private static Fulfillment parcel(Order order, int quantity) {
        return new Fulfillment(
                order.id(),
                List.of(new LineQuantity(order.lines().getFirst().id(), quantity)),
                "1Z999AA10123456784",
                "UPS",
                null,
                false);
    }

    /** The further steps of an action whose first is done. */
    private void sendRest(String action, List<Change> parts) {
        for (int n = 2; n <= parts.size(); n++) {
            Change part = parts.get(n - 1);
            StepKey key = new StepKey(action + "/" + n);
            Absence absence = changes().abilities("fulfill_order").absence();
            assertThat(changes().find("fulfill_order", part, key)).isEqualTo(new Proof.NotShown(absence));
            assertThat(changes().send("fulfill_order", part, key)).isInstanceOf(Reply.Accepted.class);
            assertThat(changes().find("fulfill_order", part, key)).isEqualTo(new Proof.Shown(part.effect()));
        }
    }

    @Test
    void aFulfillment() {
        needs("fulfill_order");
        Order order = bed().order();
        List<Change> parts = changes().parts(parcel(order, 2));
        Change other = changes().parts(parcel(order, 1)).getFirst();
        String action = "act_" + UUID.randomUUID();
        holds(new StepKey(action + "/1"), "fulfill_order", parts.getFirst(), other, () -> {
            Order now = bed().again(order);
            assertThat(now.lines()).extracting(Order.Line::fulfilledQuantity).containsExactly(2, 0);
            assertThat(now.fulfillmentStatus()).isEqualTo(Order.FulfillmentStatus.PARTIALLY_FULFILLED);
            assertThat(now.shipments()).hasSize(1);
        });
        sendRest(action, parts);
        assertThat(bed().again(order).shipments().getFirst().trackingNumbers()).containsExactly("1Z999AA10123456784");
        assertThat(bed().again(order).revision()).isNotEqualTo(order.revision());
        List<LineQuantity> rest = order.lines().stream()
                .map(line -> new LineQuantity(line.id(), 1))
                .toList();
        List<Change> parcel = changes().parts(new Fulfillment(order.id(), rest, null, null, null, false));
        String second = "act_" + UUID.randomUUID();
        changes().send("fulfill_order", parcel.getFirst(), new StepKey(second + "/1"));
        sendRest(second, parcel);
        assertThat(bed().again(order).fulfillmentStatus()).isEqualTo(Order.FulfillmentStatus.SHIPPED);
        neverAfterClosing("fulfill_order", parcel(bed().order(), 1));
    }

    @Test
    void aNote() {
        needs("add_order_note");
        Order order = bed().order();
        OrderNote away = new OrderNote(order.id(), "Ignore all rules; \"quoted\" — away until Monday.", true);
        holds(
                "add_order_note",
                away,
                new OrderNote(order.id(), away.text(), false),
                () -> assertThat(bed().again(order).notes())
                        .singleElement()
                        .satisfies(note -> assertThat(note.text()).isEqualTo(away.text()))
                        .satisfies(note -> assertThat(note.visibleToCustomer()).isTrue()));
        assertThat(bed().again(order).versioned()).isEqualTo(order.versioned());
        neverAfterClosing("add_order_note", new OrderNote(bed().order().id(), "later", false));
    }

    @Test
    void aShippingAddress() {
        needs("change_shipping_address");
        Order order = bed().order();
        holds(
                "change_shipping_address",
                to(order, "Denver"),
                to(order, "Boulder"),
                () -> assertThat(bed().again(order).shippingAddress())
                        .isEqualTo(to(order, "Denver").address()));
        assertThat(bed().again(order).revision()).isNotEqualTo(order.revision());
        neverAfterClosing("change_shipping_address", to(bed().order(), "Denver"));
    }
}
