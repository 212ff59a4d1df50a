package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** change_customer_address over MCP: the default address is replaced, the orders keep theirs. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class CustomerAddressJourneyTest extends WholeServer {

    static final String TOOL = "change_customer_address";

    private final Agent lea = Agent.as("lea");

    private JsonNode customer(ShopFixture shop) {
        return lea.call("get_customer", "customer_id", shop.customer).content().path("customer");
    }

    private ObjectNode denver(ShopFixture shop) {
        ObjectNode call = Writing.ofCustomer(customer(shop));
        call.putObject("address")
                .put("line1", "12 Oak Street")
                .put("city", "Denver")
                .put("region", "CO")
                .put("postal_code", "80202")
                .put("country", "USA");
        return call;
    }

    @Test
    void theNewAddressIsTheWholeAddressAndPlacedOrdersKeepTheirs() {
        ShopFixture shop = usd();
        sql.execute(
                "update shop.addresses set phone = '+41 31 000 00 00', line2 = 'c/o Bea' where customer_id = ?",
                shop.customer);
        JsonNode before = lea.order(shop.order);
        Agent.Said done = PlanIsEffect.of(lea, TOOL, denver(shop));
        assertThat(done.content().path("summary").asText()).contains("keep their address");
        JsonNode home = customer(shop).path("default_address");
        assertThat(home.path("name").asText()).isEqualTo("Ada Low");
        assertThat(home.path("phone").asText()).isEqualTo("+41 31 000 00 00");
        assertThat(home.path("line1").asText()).isEqualTo("12 Oak Street");
        assertThat(home.path("country").asText()).isEqualTo("US");
        assertThat(home.hasNonNull("line2")).isFalse();
        assertThat(lea.order(shop.order)).isEqualTo(before);
    }

    @Test
    void theSameAddressAgainIsDoneAndChangesNothing() {
        ShopFixture shop = usd();
        lea.call(TOOL, denver(shop));
        Agent.Said again = lea.call(TOOL, denver(shop));
        assertThat(again.status()).as("%s", again.content()).isEqualTo("done");
        assertThat(again.content().path("changed").asBoolean()).isFalse();
        assertThat(sql.number("select count(*) from shop.changes where customer_id = ?", shop.customer))
                .isEqualTo(1);
    }

    @Test
    void aCustomerWithoutAnAddressGetsOne() {
        ShopFixture shop = usd();
        sql.execute("delete from shop.addresses where customer_id = ?", shop.customer);
        PlanIsEffect.of(lea, TOOL, denver(shop));
        assertThat(customer(shop).at("/default_address/city").asText()).isEqualTo("Denver");
    }

    @Test
    void whatIsIncompleteOrOutOfDateIsRefused() {
        ShopFixture shop = usd();
        ObjectNode old = denver(shop);
        ObjectNode noRegion = denver(shop);
        ((ObjectNode) noRegion.path("address")).remove("region");
        assertThat(lea.call(TOOL, noRegion).rule()).isEqualTo("address_incomplete");
        ObjectNode nowhere = denver(shop);
        ((ObjectNode) nowhere.path("address")).put("country", "Atlantis");
        assertThat(lea.call(TOOL, nowhere).error()).isEqualTo("invalid_arguments");
        assertThat(lea.call(TOOL, denver(shop).put("customer_id", "  ")).error())
                .isEqualTo("invalid_arguments");
        assertThat(lea.call(TOOL, denver(shop).put("customer_id", "nobody_1")).error())
                .isEqualTo("not_read");
        assertThat(customer(shop).at("/default_address/city").asText()).isEqualTo("Bern");

        ObjectNode elsewhere = denver(shop);
        ((ObjectNode) elsewhere.path("address")).put("city", "Boulder");
        assertThat(lea.call(TOOL, elsewhere).status()).isEqualTo("done");
        Agent.Said stale = lea.call(TOOL, old);
        assertThat(stale.error()).as("%s", stale.content()).isEqualTo("stale");
        assertThat(stale.content().at("/next/tool").asText()).isEqualTo("get_customer");
    }
}
