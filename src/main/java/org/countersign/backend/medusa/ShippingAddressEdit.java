package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.countersign.change.ShippingAddress;
import org.countersign.gate.Absence;
import org.countersign.gate.Json;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;

/**
 * The address an order goes to, with our mark in its own metadata. Medusa makes a new address of the old one and of what is
 * sent, and keeps the country that an order was placed for.
 */
@ApplicationScoped
class ShippingAddressEdit implements Edit<ShippingAddress> {

    private static final String ADDRESS = "shipping_address";
    private static final String COUNTRY = "country_code";

    private final Standing standing;
    private final Requests requests;

    ShippingAddressEdit(Standing standing, Requests requests) {
        this.standing = standing;
        this.requests = requests;
    }

    @Override
    public Class<ShippingAddress> kind() {
        return ShippingAddress.class;
    }

    @Override
    public Reply send(ShippingAddress change, StepKey key) {
        return standing.sent(
                change.order(), order -> refusal(change, address(order)), order -> post(change, order, key));
    }

    private static Optional<String> refusal(ShippingAddress change, JsonNode before) {
        String country = before.path(COUNTRY).asText("");
        return country.equalsIgnoreCase(change.address().country())
                ? Optional.empty()
                : Optional.of("This shop keeps the country that an order was placed for (" + Replies.plain(country)
                        + "). For another one the order has to be placed anew.");
    }

    /** The country as it stands there: Medusa takes another case for another country. */
    private Reply post(ShippingAddress change, OrderFile order, StepKey key) {
        ObjectNode address = AddressForm.of(change.address());
        address.set(COUNTRY, address(order).path(COUNTRY));
        address.set("metadata", AddressForm.marked(address(order).path("metadata"), key));
        return requests.toOrder(
                Standing.path(order),
                Json.object().set(ADDRESS, address),
                refused -> refused.ofOrder(order.json().text("id"))
                        || refused.isInvalid("Country code cannot be changed"));
    }

    @Override
    public Proof find(ShippingAddress change, StepKey key) {
        return standing.looked(
                        change.order(),
                        order -> AddressForm.proof(
                                change.effect(),
                                change.shown(order.order(), ""),
                                address(order).path("metadata"),
                                key))
                .orElseGet(() -> new Proof.NotShown(Absence.HINT));
    }

    private static JsonNode address(OrderFile order) {
        return order.json().json().path(ADDRESS);
    }
}
