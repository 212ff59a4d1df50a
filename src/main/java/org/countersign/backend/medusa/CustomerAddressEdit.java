package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.backend.Fields;
import org.countersign.change.CustomerAddress;
import org.countersign.gate.Absence;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;

/**
 * A customer's default address: the one that parcels go to, changed in its place; made where there is none. Medusa answers 200
 * also for an address that is gone, so only a look tells.
 */
@ApplicationScoped
class CustomerAddressEdit implements Edit<CustomerAddress> {

    private static final String DEFAULT = "is_default_shipping";

    private final Medusa medusa;
    private final Requests requests;

    CustomerAddressEdit(Medusa medusa, Requests requests) {
        this.medusa = medusa;
        this.requests = requests;
    }

    @Override
    public Class<CustomerAddress> kind() {
        return CustomerAddress.class;
    }

    @Override
    public Reply send(CustomerAddress change, StepKey key) {
        Deadline deadline = new Deadline(medusa.callTimeout());
        Optional<List<Fields>> addresses = addresses(change);
        if (addresses.isEmpty()) {
            return new Reply.Declined("The shop has no customer "
                    + Replies.plain(change.customer().value()) + ".");
        }
        return deadline.passed() ? Deadline.late() : post(change, preset(addresses.get()), key);
    }

    private Reply post(CustomerAddress change, Optional<JsonNode> before, StepKey key) {
        ObjectNode address = AddressForm.of(change.address()).put(DEFAULT, true);
        address.set("metadata", Mark.of(key).metadata(Mark.MADE));
        String customer = change.customer().value();
        String path = "/admin/customers/" + customer + "/addresses";
        return requests.post(
                before.map(preset -> path + "/" + preset.path("id").asText()).orElse(path),
                address,
                answer -> answer.path("customer").path("id").asText(),
                refused -> refused.beginsInvalid("Invalid request: "));
    }

    @Override
    public Proof find(CustomerAddress change, StepKey key) {
        return addresses(change)
                .flatMap(CustomerAddressEdit::preset)
                .map(now -> AddressForm.proof(
                        change.effect(),
                        new CustomerAddress(change.customer(), Addresses.of(new Fields(now))).effect(),
                        now.path("metadata"),
                        key))
                .orElseGet(() -> new Proof.NotShown(Absence.HINT));
    }

    private Optional<List<Fields>> addresses(CustomerAddress change) {
        String customer = change.customer().value();
        return Medusa.isId(customer)
                ? medusa.one(
                        "/admin/customers/" + customer,
                        Map.of("fields", "id,*addresses"),
                        answer -> answer.object("customer").list("addresses", address -> address))
                : Optional.empty();
    }

    private static Optional<JsonNode> preset(List<Fields> addresses) {
        return addresses.stream()
                .filter(address -> address.flagOr(DEFAULT, false))
                .map(Fields::json)
                .findFirst();
    }
}
