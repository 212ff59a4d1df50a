package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** change_shipping_address over MCP: the whole address is replaced, what the customer did not say again is kept. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class AddressJourneyTest extends WholeServer {

    static final String TOOL = "change_shipping_address";

    private final Agent lea = Agent.as("lea");

    private static ObjectNode denver(JsonNode order) {
        ObjectNode call = Writing.of(order);
        call.putObject("address")
                .put("line1", "12 Oak Street")
                .put("city", "Denver")
                .put("region", "CO")
                .put("postal_code", "80202")
                .put("country", "United States");
        return call;
    }

    @Test
    void theNewAddressIsTheWholeAddressAndNameAndPhoneAreKept() {
        ShopFixture shop = usd();
        sql.execute(
                "update shop.orders set to_name = 'Ada Low', to_phone = '+41 31 000 00 00', to_line2 = 'c/o Bea' where id = ?",
                shop.order);
        PlanIsEffect.of(lea, TOOL, denver(lea.order(shop.order)));
        JsonNode address = lea.order(shop.order).path("shipping_address");
        assertThat(address.path("name").asText()).isEqualTo("Ada Low");
        assertThat(address.path("phone").asText()).isEqualTo("+41 31 000 00 00");
        assertThat(address.path("line1").asText()).isEqualTo("12 Oak Street");
        assertThat(address.path("country").asText()).isEqualTo("US");
        assertThat(address.hasNonNull("line2")).isFalse();
    }

    @Test
    void theSameAddressAgainIsDoneAndChangesNothing() {
        ShopFixture shop = usd();
        lea.call(TOOL, denver(lea.order(shop.order)));
        long changes = sql.number("select count(*) from shop.changes");
        Agent.Said again = lea.call(TOOL, denver(lea.order(shop.order)));
        assertThat(again.status()).as("%s", again.content()).isEqualTo("done");
        assertThat(again.content().path("changed").asBoolean()).isFalse();
        assertThat(sql.number("select count(*) from shop.changes")).isEqualTo(changes);
    }

    @Test
    void whatAParcelCouldNotBeSentToIsRefused() {
        ShopFixture shop = usd();
        ObjectNode noRegion = denver(lea.order(shop.order));
        ((ObjectNode) noRegion.path("address")).remove("region");
        Agent.Said incomplete = lea.call(TOOL, noRegion);
        assertThat(incomplete.rule()).as("%s", incomplete.content()).isEqualTo("address_incomplete");
        assertThat(incomplete.content().at("/error/message").asText()).contains("region");

        ObjectNode blank = denver(lea.order(shop.order));
        ((ObjectNode) blank.path("address")).put("line1", "   ");
        assertThat(lea.call(TOOL, blank).rule()).isEqualTo("address_incomplete");

        ObjectNode nowhere = denver(lea.order(shop.order));
        ((ObjectNode) nowhere.path("address")).put("country", "Atlantis");
        assertThat(lea.call(TOOL, nowhere).error()).isEqualTo("invalid_arguments");
        assertThat(lea.order(shop.order).at("/shipping_address/city").asText()).isEqualTo("Bern");
    }

    @Test
    void whatIsOnItsWayOrClosedKeepsItsAddress() {
        ShopFixture packed = usd();
        sql.execute("update shop.orders set fulfillment_status = 'busy' where id = ?", packed.order);
        assertThat(lea.call(TOOL, denver(lea.order(packed.order))).rule()).isEqualTo("already_fulfilled");
        ShopFixture closed = usd();
        sql.execute("update shop.orders set status = 'closed' where id = ?", closed.order);
        assertThat(lea.call(TOOL, denver(lea.order(closed.order))).rule()).isEqualTo("order_not_open");
    }
}
