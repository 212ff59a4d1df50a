package org.countersign;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.countersign.shop.Address;
import org.countersign.shop.Customer;
import org.countersign.shop.Order;
import org.countersign.shop.PaymentMethod;

/** Every record that is given to a JSON mapper; a native image knows no others. A test holds the list complete. */
@RegisterForReflection(
        targets = {
            Address.class,
            Customer.class,
            Customer.Summary.class,
            Order.class,
            Order.Change.class,
            Order.CustomerSummary.class,
            Order.Exchange.class,
            Order.Hold.class,
            Order.Label.class,
            Order.Line.class,
            Order.Note.class,
            Order.Payment.class,
            Order.PriceDifference.class,
            Order.Receipt.class,
            Order.ReceivedLine.class,
            Order.Return.class,
            Order.ReturnLine.class,
            Order.Risk.class,
            Order.ShippedLine.class,
            Order.Shipment.class,
            Order.Totals.class,
            Order.Transaction.class,
            PaymentMethod.class,
        })
final class JsonTypes {
    private JsonTypes() {}
}
