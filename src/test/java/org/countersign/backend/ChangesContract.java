package org.countersign.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.countersign.change.Change;
import org.countersign.change.Changes;
import org.countersign.change.Charge;
import org.countersign.change.CustomerAddress;
import org.countersign.change.ExchangeReceipt;
import org.countersign.change.ExchangeRequest;
import org.countersign.change.Fulfillment;
import org.countersign.change.HoldPlaced;
import org.countersign.change.HoldReleased;
import org.countersign.change.LabelVoid;
import org.countersign.change.LineChanges;
import org.countersign.change.MethodRules;
import org.countersign.change.OrderNote;
import org.countersign.change.PriceDifference;
import org.countersign.change.ReturnReceipt;
import org.countersign.change.ReturnRequest;
import org.countersign.change.ShippingAddress;
import org.countersign.change.ShippingLabel;
import org.countersign.change.StoreCredit;
import org.countersign.change.Swap;
import org.countersign.gate.Absence;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;
import org.countersign.refund.Refunds.LineQuantity;
import org.countersign.shop.Address;
import org.countersign.shop.Customer;
import org.countersign.shop.CustomerId;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.Page;
import org.countersign.shop.PaymentMethod;
import org.countersign.shop.Product;
import org.junit.jupiter.api.Test;

/** What {@link Changes} promises of each kind of change, for a shop that takes keys, keeps marks and closes keys. */
public abstract class ChangesContract {

    protected abstract ShopBed bed();

    private Changes changes() {
        return bed().changes();
    }

    /**
     * One kind of change: not there, made, found as planned, made once however often it is sent, another request under
     * its key declined, and a closed key without effect for ever.
     *
     * @param different the same kind with other content
     */
    protected final void holds(String tool, Change change, Change different, Runnable shows) {
        StepKey key = RefundsContract.key();
        Absence absence = changes().abilities(tool).absence();
        assertThat(changes().find(tool, change, key)).isEqualTo(new Proof.NotShown(absence));
        Reply first = changes().send(tool, change, key);
        assertThat(first).as(change.kind()).isInstanceOf(Reply.Accepted.class);
        assertThat(changes().find(tool, change, key)).isEqualTo(new Proof.Shown(change.effect()));
        assertThat(changes().findOrClose(tool, change, key)).isEqualTo(new Proof.Shown(change.effect()));
        shows.run();
        assertThat(changes().send(tool, change, key)).isEqualTo(first);
        shows.run();
        assertThat(changes().send(tool, different, key)).isInstanceOf(Reply.Declined.class);
        assertThat(changes().find(tool, change, key)).isEqualTo(new Proof.Shown(change.effect()));
        assertThat(bed().marks()
                        .since(Instant.now().minus(Duration.ofMinutes(5)), new Page.Request(100, null))
                        .items())
                .anySatisfy(mark -> {
                    assertThat(mark.mark()).isEqualTo(key.value());
                    assertThat(mark.what()).isEqualTo(change.kind());
                    assertThat(mark.object()).isEqualTo(change.object());
                    assertThat(mark.money()).isEqualTo(change.money());
                });
    }

    /** On an object of its own. */
    protected final void neverAfterClosing(String tool, Change change) {
        StepKey key = RefundsContract.key();
        assertThat(changes().findOrClose(tool, change, key)).isEqualTo(new Proof.NotShown(Absence.PROOF));
        assertThat(changes().send(tool, change, key)).isInstanceOf(Reply.Declined.class);
        assertThat(changes().find(tool, change, key)).isEqualTo(new Proof.NotShown(Absence.PROOF));
    }

    private static Money usd(long minor) {
        return new Money(minor, Money.currency("USD"));
    }

    private Money balance(Order order, String method) {
        return MethodRules.method(order, method, bed().customers())
                .map(PaymentMethod::balance)
                .orElseThrow();
    }

    @Test
    void aCharge() {
        Order order = bed().order();
        String card = bed().method(order, "gift_card", 2000);
        Charge charge = new Charge(order.id(), card, usd(1500), Charge.PRICE_DIFFERENCE);
        holds("change_order_items", charge, new Charge(order.id(), card, usd(400), Charge.PRICE_DIFFERENCE), () -> {
            Order now = bed().again(order);
            assertThat(now.payments()).hasSize(2);
            assertThat(now.totals().refundable()).isEqualTo(usd(7900));
            assertThat(now.transactions())
                    .filteredOn(moved -> moved.kind() == Order.Transaction.Kind.CHARGE && moved.mark() != null)
                    .singleElement()
                    .satisfies(moved -> assertThat(moved.amount()).isEqualTo(usd(1500)));
            assertThat(balance(order, card)).isEqualTo(usd(500));
        });
        assertThat(bed().again(order).revision()).isNotEqualTo(order.revision());
        Order other = bed().order();
        neverAfterClosing(
                "change_order_items",
                new Charge(other.id(), bed().method(other, "credit_card", 0), usd(1), Charge.PRICE_DIFFERENCE));
    }

    @Test
    void aDifferenceIsTakenWithTheChangeOrNeither() {
        Order order = bed().order();
        String card = bed().method(order, "credit_card", 0);
        String poor = bed().method(order, "gift_card", 1499);
        String dearer = bed().variant(order.lines().getFirst().productId(), 1500, 3);
        LineChanges swap = LineChanges.of(order, List.of(swap(order, 0, dearer, 3)));
        declined(swap.charging(poor, usd(1500)));
        assertThat(bed().again(order)).isEqualTo(order);
        assertThat(stock(dearer)).isEqualTo(3);
        holds("change_order_items", swap.charging(card, usd(1500)), swap, () -> {
            Order now = bed().again(order);
            assertThat(now.totals().refundable()).isEqualTo(now.totals().total());
            assertThat(now.paymentStatus()).isEqualTo(Order.PaymentStatus.PAID);
            assertThat(stock(dearer)).isZero();
        });
    }

    @Test
    void aGiftCardPaysWhatItHasAndNobodyPaysForAnother() {
        Order order = bed().order();
        String card = bed().method(order, "gift_card", 1499);
        declined(new Charge(order.id(), card, usd(1500), Charge.PRICE_DIFFERENCE));
        declined(new Charge(bed().order().id(), card, usd(1), Charge.PRICE_DIFFERENCE));
        declined(new Charge(order.id(), card, new Money(1, Money.currency("EUR")), Charge.PRICE_DIFFERENCE));
        assertThat(balance(order, card)).isEqualTo(usd(1499));
        assertThat(bed().again(order)).isEqualTo(order);
    }

    private void declined(Change change) {
        assertThat(changes().send("change_order_items", change, RefundsContract.key()))
                .as("%s", change)
                .isInstanceOf(Reply.Declined.class);
    }

    private int stock(String variant) {
        return bed().products().productOfVariant(variant).orElseThrow().variants().stream()
                .filter(one -> one.id().equals(variant))
                .findFirst()
                .orElseThrow()
                .stock();
    }

    private Swap swap(Order order, int line, String to, int quantity) {
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
        Order order = bed().order();
        Order.Line first = order.lines().getFirst();
        String dearer = bed().variant(first.productId(), 1500, 3);
        LineChanges change = LineChanges.of(order, List.of(swap(order, 0, dearer, 3)));
        int before = stock(first.variantId());
        holds("change_order_items", change, LineChanges.of(order, List.of(swap(order, 0, dearer, 2))), () -> {
            Order now = bed().again(order);
            assertThat(now.lines()).hasSize(2);
            assertThat(now.line(first.id()).orElseThrow().variantId()).isEqualTo(dearer);
            assertThat(now.totals().total()).isEqualTo(order.totals().total().plus(usd(1500)));
            assertThat(stock(dearer)).isZero();
            assertThat(stock(first.variantId())).isEqualTo(before + 3);
        });
        assertThat(bed().again(order).revision()).isNotEqualTo(order.revision());
        Order other = bed().order();
        String variant = bed().variant(other.lines().getFirst().productId(), 1500, 3);
        neverAfterClosing("change_order_items", LineChanges.of(other, List.of(swap(other, 0, variant, 1))));
    }

    @Test
    void unitsThatChangeAloneBecomeALineOfTheirOwnAndNoCentIsLost() {
        Order order = bed().order(
                        "USD",
                        0,
                        List.of(new ShopBed.Line(3, 1000, 1, 25), new ShopBed.Line(2, 500)),
                        List.of(new ShopBed.Paid("credit_card", 4024)));
        Order.Line first = order.lines().getFirst();
        String same = bed().variant(first.productId(), 1000, 1);
        String dearer = bed().variant(first.productId(), 1200, 1);
        LineChanges change = LineChanges.of(order, List.of(swap(order, 0, same, 1), swap(order, 0, dearer, 1)));
        holds("change_order_items", change, LineChanges.of(order, List.of(swap(order, 0, same, 1))), () -> {
            Order now = bed().again(order);
            assertThat(now.lines()).hasSize(4);
            assertThat(now.totals().total()).isEqualTo(order.totals().total().plus(usd(200)));
            assertThat(now.totals().tax()).isEqualTo(order.totals().tax());
            assertThat(now.totals().discount()).isEqualTo(order.totals().discount());
            assertThat(now.line(first.id()).orElseThrow().quantity()).isEqualTo(1);
            assertThat(now.line(first.id() + ".2").orElseThrow().variantId()).isEqualTo(same);
            assertThat(now.line(first.id() + ".3").orElseThrow().unitPrice()).isEqualTo(usd(1200));
        });
    }

    @Test
    void linesAreNotChangedToWhatIsNotThereOrCostsSomethingElseOrWasNotPlanned() {
        Order order = bed().order();
        String scarce = bed().variant(order.lines().getFirst().productId(), 1500, 2);
        String foreign = bed().variant(order.lines().get(1).productId(), 1500, 2);
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
        Order order = bed().delivered(bed().order());
        String dearer = bed().variant(order.lines().getFirst().productId(), 1500, 3);
        ExchangeRequest request = exchange(order, List.of(swap(order, 0, dearer, 2)));
        holds("exchange_items", request, exchange(order, List.of(swap(order, 0, dearer, 1))), () -> {
            Order now = bed().again(order);
            assertThat(now.exchanges()).singleElement().satisfies(one -> {
                assertThat(one.status()).isEqualTo(Order.Return.Status.REQUESTED);
                assertThat(one.changes()).isEqualTo(request.changes());
                assertThat(one.priceDifference())
                        .isEqualTo(new Order.PriceDifference(Order.PriceDifference.Direction.CHARGE, "10.00", "USD"));
            });
            assertThat(now.lines()).isEqualTo(order.lines());
            assertThat(now.totals()).isEqualTo(order.totals());
            assertThat(stock(dearer)).isEqualTo(3);
        });
        assertThat(bed().again(order).revision()).isNotEqualTo(order.revision());
        declined(exchange(bed().again(order), List.of(swap(order, 0, dearer, 1))));
        Order inTheHouse = bed().order();
        String other = bed().variant(inTheHouse.lines().getFirst().productId(), 1500, 3);
        declined(exchange(inTheHouse, List.of(swap(inTheHouse, 0, other, 1))));
        Order third = bed().delivered(bed().order());
        String foreign = bed().variant(third.lines().getLast().productId(), 1500, 3);
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
        Order delivered = bed().delivered(bed().order());
        Order.Line first = delivered.lines().getFirst();
        String dearer = bed().variant(first.productId(), 1500, 3);
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
            assertThat(fresh.unitPrice()).isEqualTo(usd(1500));
            assertThat(rest.fulfilledQuantity()).isEqualTo(1);
            assertThat(fresh.fulfilledQuantity()).as("to be sent").isZero();
            assertThat(now.totals().total()).isEqualTo(order.totals().total().plus(usd(1000)));
            assertThat(now.totals().refundable()).isEqualTo(order.totals().refundable());
            assertThat(stock(first.variantId())).isEqualTo(before + 1);
            assertThat(stock(dearer)).isEqualTo(1);
        });
        declined(receipt);
    }

    private static ShippingAddress to(Order order, String city) {
        return new ShippingAddress(
                order.id(), new Address("Ada Low", null, "12 Oak Street", null, city, "CO", "80202", "US", null));
    }

    private static ShippingLabel label(Order order, String service, String number) {
        Money price = new Money(899, Money.currency("USD"));
        return new ShippingLabel(order.id(), Order.Label.Direction.OUTBOUND, "testcarrier", service, price, number);
    }

    @Test
    protected void aShippingLabel() {
        Order order = bed().order();
        String number = "71" + System.nanoTime();
        holds(
                "buy_shipping_label",
                label(order, "standard", number),
                label(order, "express", number),
                () -> assertThat(bed().again(order).labels()).singleElement().satisfies(label -> {
                    assertThat(label.direction()).isEqualTo(Order.Label.Direction.OUTBOUND);
                    assertThat(label.carrier()).isEqualTo("testcarrier");
                    assertThat(label.service()).isEqualTo("standard");
                    assertThat(label.trackingNumber()).isEqualTo(number);
                    assertThat(label.price().toString()).isEqualTo("8.99 USD");
                    assertThat(label.status()).isEqualTo(Order.Label.Status.BOUGHT);
                }));
        assertThat(bed().again(order).revision()).isNotEqualTo(order.revision());
        assertThat(bed().trackings().orderOf(number)).contains(order.id());
        assertThat(bed().trackings().orderOf(number + "0")).isEmpty();
        neverAfterClosing("buy_shipping_label", label(bed().order(), "standard", number + "1"));
    }

    @Test
    protected void aVoidedLabel() {
        Order order = bed().order();
        for (String part : List.of("1", "2")) {
            ShippingLabel bought = label(order, "standard", "72" + System.nanoTime() + part);
            assertThat(changes().send("buy_shipping_label", bought, RefundsContract.key()))
                    .isInstanceOf(Reply.Accepted.class);
        }
        List<Order.Label> labels = bed().again(order).labels();
        Order bought = bed().again(order);
        holds(
                "void_shipping_label",
                new LabelVoid(order.id(), labels.getFirst().id()),
                new LabelVoid(order.id(), labels.getLast().id()),
                () -> assertThat(bed().again(order).labels())
                        .extracting(Order.Label::status)
                        .containsExactlyInAnyOrder(Order.Label.Status.VOIDED, Order.Label.Status.BOUGHT));
        assertThat(bed().again(order).revision()).isNotEqualTo(bought.revision());
        neverAfterClosing(
                "void_shipping_label",
                new LabelVoid(order.id(), labels.getLast().id()));
    }

    @Test
    void aCustomersDefaultAddress() {
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

    @Test
    void aFulfillment() {
        Order order = bed().order();
        holds("fulfill_order", parcel(order, 2), parcel(order, 1), () -> {
            Order now = bed().again(order);
            assertThat(now.lines()).extracting(Order.Line::fulfilledQuantity).containsExactly(2, 0);
            assertThat(now.fulfillmentStatus()).isEqualTo(Order.FulfillmentStatus.PARTIALLY_FULFILLED);
            assertThat(now.shipments()).hasSize(1);
            assertThat(now.shipments().getFirst().trackingNumbers()).containsExactly("1Z999AA10123456784");
        });
        assertThat(bed().again(order).revision()).isNotEqualTo(order.revision());
        List<LineQuantity> rest = order.lines().stream()
                .map(line -> new LineQuantity(line.id(), 1))
                .toList();
        changes()
                .send(
                        "fulfill_order",
                        new Fulfillment(order.id(), rest, null, null, null, false),
                        RefundsContract.key());
        assertThat(bed().again(order).fulfillmentStatus()).isEqualTo(Order.FulfillmentStatus.SHIPPED);
        neverAfterClosing("fulfill_order", parcel(bed().order(), 1));
    }

    @Test
    void aHold() {
        Order order = bed().order();
        HoldPlaced fraud = new HoldPlaced(order.id(), "suspected_fraud", "ask the bank");
        holds(
                "hold_order",
                fraud,
                new HoldPlaced(order.id(), "out_of_stock", null),
                () -> assertThat(bed().again(order).holds())
                        .singleElement()
                        .satisfies(hold -> assertThat(hold.reason()).isEqualTo("suspected_fraud"))
                        .satisfies(hold -> assertThat(hold.note()).isEqualTo("ask the bank")));
        assertThat(bed().again(order).revision()).isNotEqualTo(order.revision());
        neverAfterClosing("hold_order", new HoldPlaced(bed().order().id(), "out_of_stock", null));
    }

    @Test
    void aRelease() {
        Order held = held();
        String revision = held.revision();
        String first = held.holds().getFirst().id();
        String second = held.holds().getLast().id();
        holds(
                "release_order",
                new HoldReleased(held.id(), first),
                new HoldReleased(held.id(), second),
                () -> assertThat(bed().again(held).holds())
                        .extracting(Order.Hold::id)
                        .containsExactly(second));
        assertThat(bed().again(held).revision()).isNotEqualTo(revision);
        Order another = held();
        neverAfterClosing(
                "release_order",
                new HoldReleased(another.id(), another.holds().getFirst().id()));
    }

    /** Twice. */
    private Order held() {
        Order order = bed().order();
        for (String reason : List.of("awaiting_payment", "out_of_stock")) {
            changes().send("hold_order", new HoldPlaced(order.id(), reason, null), RefundsContract.key());
        }
        return bed().again(order);
    }

    @Test
    void aNote() {
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
    void storeCredit() {
        CustomerId customer = bed().order().customer().id();
        Customer before = bed().customers().customer(customer).orElseThrow();
        StoreCredit credit = credit(customer, "12.34");
        holds("issue_store_credit", credit, credit(customer, "12.35"), () -> {
            List<PaymentMethod> methods =
                    bed().customers().customer(customer).orElseThrow().paymentMethods();
            assertThat(methods).hasSize(before.paymentMethods().size() + 1);
            PaymentMethod card = methods.getLast();
            assertThat(card.kind()).isEqualTo(PaymentMethod.Kind.GIFT_CARD);
            assertThat(card.balance()).isEqualTo(credit.amount());
            assertThat(card.canCharge()).isTrue();
            assertThat(card.canCredit()).isTrue();
        });
        assertThat(bed().customers().customer(customer).orElseThrow().revision())
                .isNotEqualTo(before.revision());
        neverAfterClosing("issue_store_credit", credit(bed().order().customer().id(), "1.00"));
    }

    private static StoreCredit credit(CustomerId customer, String amount) {
        return new StoreCredit(customer, Money.parse(amount, "USD"), "goodwill", null, null);
    }

    @Test
    void aShippingAddress() {
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
