package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever is shown personal data unmasked leaves an event first, once in a while, without the data in it. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class UnmaskedReadsTest extends AdminBed {

    private final Agent ada = Agent.as("ada");
    private final Agent lea = Agent.as("lea");
    private Asking asking;
    private ShopFixture shop;
    private String email;

    @BeforeEach
    void somebody() {
        asking = new Asking(sql, policy);
        shop = usd();
        email = "ada.low." + shop.order + "@example.com";
    }

    @AfterEach
    void nobodyIsAsked() {
        asking.undo();
    }

    private long events() {
        return sql.number("select coalesce(max(id), 0) from countersign.event");
    }

    /** By whom with what of which, since then; the words beside the chain are joined. */
    private List<String> since(long event) {
        return sql.texts("""
                select e.subject || ' ' || (e.data ->> 'tool') || ' '
                       || coalesce(e.data ->> 'target', t.text ->> 'target', e.data ->> 'action_id', e.data ->> 'count')
                  from countersign.event e left join countersign.event_text t on t.about = e.data ->> 'words_digest'
                 where e.id > ? and e.kind = 'personal_data_read' order by e.id""", event);
    }

    @Test
    void eachObjectThatAToolShowsUnmaskedIsNotedOnce() {
        long before = events();
        lea.order(shop.order);
        lea.order(shop.order);
        lea.call("get_customer", "customer_id", shop.customer);
        lea.call("find_customers", "email", email);
        lea.call("find_customers", "email", email);
        lea.call("find_orders", "customer_id", shop.customer);
        lea.call("find_customers", "email", "nobody@example.com");
        assertThat(since(before))
                .containsExactly(
                        "u-lea get_order order:" + shop.order,
                        "u-lea get_customer customer:" + shop.customer,
                        "u-lea find_customers 1",
                        "u-lea find_orders 1");
        assertThat(sql.texts(
                        "select data ->> 'client_id' from countersign.event where id > ? and kind = 'personal_data_read'",
                        before))
                .doesNotContainNull();
        assertThat(sql.texts("select data::text from countersign.event where id > ?", before)
                        .toString())
                .doesNotContain("@example.com", "Ada Low", "Main Street", shop.customer);

        ShopFixture other = usd();
        lea.call("find_orders", "customer_id", other.customer);
        assertThat(since(before)).as("another list").hasSize(5);
    }

    @Test
    void whatIsMaskedLeavesNoEvent() {
        long before = events();
        ada.order(shop.order);
        ada.call("get_customer", "customer_id", shop.customer);
        ada.call("find_customers", "email", email);
        lea.call("find_products", "query", "Thing");
        assertThat(since(before)).isEmpty();
    }

    @Test
    void resourcesPagesAndTheAdminApiLeaveThemToo() {
        long before = events();
        lea.post(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/read\",\"params\":{\"uri\":\"countersign://order/"
                        + shop.order + "\"}}");
        assertThat(since(before)).containsExactly("u-lea get_order order:" + shop.order);

        asking.leads("change_shipping_address", "other_person");
        var call = Writing.of(lea.order(shop.order));
        call.putObject("address")
                .put("line1", "9 Kerosene Lane")
                .put("city", "Bern")
                .put("postal_code", "3011")
                .put("country", "CH");
        Agent.Said waits = lea.call("change_shipping_address", call);
        assertThat(waits.status()).as("%s", waits.content()).isEqualTo("awaiting_approval");
        before = events();
        Browser sam = Browser.signedIn("sam");
        sam.get(Asking.page(waits));
        sam.get("/console/actions/" + waits.action());
        as("sam").get(SHOP + "/actions/" + waits.action()).then().statusCode(200);
        as("aud").get(SHOP + "/actions/" + waits.action()).then().statusCode(200);
        Browser.signedIn("aud").get("/console/actions/" + waits.action());
        assertThat(since(before))
                .containsExactly(
                        "u-sam dossier order:" + shop.order,
                        "u-sam console/action " + waits.action(),
                        "u-sam api/admin " + waits.action());
    }

    @Test
    void aLabelIsNotedForWhoeverPrintsIt() {
        sql.execute(
                "insert into shop.labels (order_id, id, direction, carrier, service, tracking_number, price, currency,"
                        + " status, bought_at) values (?, ?, 'outbound', 'UPS', 'ground', ?, 500, 'USD', 'bought', now())",
                shop.order,
                "lbl-" + shop.order,
                "1Z" + shop.order);
        long before = events();
        as("lea")
                .get(SHOP + "/orders/" + shop.order + "/labels/lbl-" + shop.order + ".pdf")
                .then()
                .statusCode(200);
        assertThat(since(before)).containsExactly("u-lea label order:" + shop.order);
    }

    @Test
    void withoutALedgerNothingPersonalIsShown() {
        lea.call("get_permissions");
        sql.execute("alter table countersign.event rename to event_away");
        Agent.Said said;
        Agent.Said masked;
        try {
            said = lea.call("get_order", "order_id", shop.order);
            masked = ada.call("get_order", "order_id", shop.order);
        } finally {
            sql.execute("alter table countersign.event_away rename to event");
        }
        assertThat(said.error()).isEqualTo("ledger_unavailable");
        assertThat(said.body().toString()).doesNotContain(email, "Main Street");
        assertThat(masked.isError()).as("who is shown none needs no event").isFalse();
        assertThat(lea.order(shop.order).at("/customer/email").asText()).isEqualTo(email);
    }
}
