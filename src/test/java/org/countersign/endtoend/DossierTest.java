package org.countersign.endtoend;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Set;
import org.assertj.core.groups.Tuple;
import org.countersign.approval.Dossier;
import org.countersign.approval.Dossiers;
import org.countersign.caller.Caller;
import org.countersign.gate.Approvals;
import org.countersign.gate.Decisions;
import org.countersign.shop.Money;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a dossier knows: exactly what will happen, what has changed, and what the customer was given before. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class DossierTest extends WholeServer {

    private static final Caller LEAD =
            new Caller("other", "u-x", "console", null, Set.of(), Set.of("support_lead"), true);

    @Inject
    Dossiers dossiers;

    @Inject
    Approvals approvals;

    private final Agent ada = Agent.as("ada");
    private Asking asking;

    @BeforeEach
    void before() {
        asking = new Asking(sql, policy);
    }

    @AfterEach
    void nobodyIsAsked() {
        asking.undo();
    }

    private Agent.Said waits(Refunding refund) {
        asking.agents("refund_order", "other_person");
        Agent.Said waits = ada.call(refund);
        assertThat(waits.status()).as("%s", waits.content()).isEqualTo("awaiting_approval");
        return waits;
    }

    private Dossier of(Agent.Said waits) {
        return dossiers.of(LEAD, approvals.about(Asking.id(waits)).orElseThrow());
    }

    @Test
    void theCustomersYearIsCountedFromTheShopAndTheLedger() {
        ShopFixture shop = usd();
        assertThat(ada.call(Refunding.of(ada.order(shop.order)).amount("1.00")).status())
                .isEqualTo("done");
        Agent lea = Agent.as("lea");
        ObjectNode credit = Writing.ofCustomer(lea.call("get_customer", "customer_id", shop.customer)
                        .content()
                        .path("customer"))
                .put("reason", "late_delivery");
        credit.putObject("amount").put("amount", "5.00").put("currency", "USD");
        Agent.Said given = lea.call("issue_store_credit", credit);
        assertThat(given.status()).as("%s", given.content()).isEqualTo("done");

        // another order of the same customer, from before: one refund of our time, one older, one return
        ShopFixture other = new ShopFixture(sql, "EUR", 0).line(2, 3000).payment("credit_card", 6000);
        sql.execute("update shop.orders set customer_id = ? where id = ?", shop.customer, other.order);
        refundBeside(other, 700, "30 days");
        refundBeside(other, 900, "400 days");
        Agent.Said denied = waits(Refunding.of(ada.order(shop.order)).amount("3.00"));
        sql.execute("update countersign.action set status = 'DENIED' where id = ?", denied.action());
        Dossier.History history = of(waits(Refunding.of(ada.order(shop.order)).line(shop.line(1), 1)))
                .history();

        assertThat(history.shop().orders()).isEqualTo(2);
        assertThat(history.shop().complete()).isTrue();
        assertThat(history.shop().refunded())
                .containsExactly(
                        new Dossier.Sum(1, Money.parse("7.00", "EUR")), new Dossier.Sum(1, Money.parse("1.00", "USD")));
        assertThat(history.shop().refunds())
                .extracting(Dossier.Refund::order, Dossier.Refund::amount)
                .containsExactly(
                        Tuple.tuple("#" + shop.order, Money.parse("1.00", "USD")),
                        Tuple.tuple("#" + other.order, Money.parse("7.00", "EUR")));
        assertThat(history.inLedger())
                .containsExactly(
                        new Dossier.Done("refunds", 1, Money.parse("1.00", "USD")),
                        new Dossier.Done("store credits", 1, Money.parse("5.00", "USD")),
                        new Dossier.Done("denied", 1, Money.parse("3.00", "USD")));
    }

    @Test
    void returnsAreCountedByTheirStatusAndMoneyThatOnlyMovedIsNoRefund() {
        ShopFixture shop = usd().delivered(3);
        ObjectNode back = Returning.line(
                Returning.request(ada.order(shop.order), "credit_card-" + shop.order + "-1"), shop.line(1), 1);
        assertThat(ada.call(Returning.REQUEST, back).status()).isEqualTo("done");
        ShopFixture paid = usd().method("paypal");
        sql.execute("update shop.orders set customer_id = ? where id = ?", shop.customer, paid.order);
        sql.execute(
                "update shop.payment_methods set customer_id = ?, position = position + 10 where customer_id = ?",
                shop.customer,
                paid.customer);
        ObjectNode move = Writing.of(ada.order(paid.order)).put("payment_method_id", "paypal-" + paid.order + "-0");
        Agent.Said moved = ada.call("change_payment_method", move);
        assertThat(moved.status()).as("%s", moved.content()).isEqualTo("done");

        Dossier.History history = of(waits(Refunding.of(ada.order(shop.order)).line(shop.line(2), 1)))
                .history();
        assertThat(history.shop().returns()).containsExactly(new Dossier.Count("requested", 1));
        assertThat(history.shop().refunded()).isEmpty();
    }

    @Test
    void whatWillHappenIsSaidStepByStep() {
        ShopFixture shop = new ShopFixture(sql, "USD", 0)
                .line(2, 3000)
                .payment("credit_card", 4000)
                .payment("paypal", 2000);
        Dossier dossier = of(waits(Refunding.of(ada.order(shop.order)).line(shop.line(1), 1)));
        assertThat(dossier.happening().money()).isEqualTo(Money.parse("30.00", "USD"));
        assertThat(dossier.happening().goods()).containsExactly("1 × Thing (size M), line " + shop.line(1));
        assertThat(dossier.happening().moves())
                .extracting(Dossier.Move::title, Dossier.Move::money)
                .containsExactly(
                        Tuple.tuple("Refund", Money.parse("20.00", "USD")),
                        Tuple.tuple("Refund", Money.parse("10.00", "USD")));
        assertThat(dossier.happening().moves().get(0).facts())
                .contains(
                        new Dossier.Fact("Payment method", "paypal (paypal-" + shop.order + "-2)"),
                        new Dossier.Fact("Back into stock", "1 × Thing (size M), line " + shop.line(1)));
        assertThat(dossier.happening().moves().get(1).facts())
                .contains(new Dossier.Fact("Payment method", "credit card (credit_card-" + shop.order + "-1)"));
        assertThat(dossier.may()).isEqualTo(new Decisions.Yes("support_lead"));
        assertThat(dossier.standing().holds()).isEqualTo(Dossier.Standing.Holds.YES);
    }

    @Test
    void aChangedGrantWouldMakeItVoidAndThePageSaysSo() {
        ShopFixture shop = usd();
        Agent.Said waits = waits(Refunding.of(ada.order(shop.order)).line(shop.line(1), 1));
        asking.agents("refund_order", "requester");
        assertThat(of(waits).standing().holds()).isEqualTo(Dossier.Standing.Holds.NO);
        assertThat(of(waits).standing().why()).contains("grant");
    }

    @Test
    void scriptsReadTheSameByTheAdminApiAndDecideNothing() {
        ShopFixture shop = usd();
        Agent.Said waits = waits(Refunding.of(ada.order(shop.order)).line(shop.line(1), 1));
        String id = Asking.id(waits);
        String path = "/api/admin/shops/main/approvals";
        as("lea").get(path).then().statusCode(200).body("approvals.id", hasItem(id));
        as("lea")
                .get(path + "/" + id)
                .then()
                .statusCode(200)
                .body("happening.amount.amount", equalTo("10.00"))
                .body("object.state", equalTo("as_read"))
                .body("standing.holds", equalTo("yes"))
                .body("may_decide", equalTo(true))
                .body("history.shop.orders", equalTo(1));
        as("ada").get(path).then().statusCode(403);
        as("aud").get(path + "/" + id).then().statusCode(403);
        as("lea").get(path + "/apr_unknown").then().statusCode(404);
        as("lea").body("{}").post(path + "/" + id + "/allow").then().statusCode(404);
        assertThat(shop.refunds()).isZero();
    }

    private void refundBeside(ShopFixture shop, long amount, String ago) {
        sql.execute(
                "insert into shop.transactions (order_id, id, kind, method_id, amount, at)"
                        + " values (?, ?, 'refund', ?, ?, now() - ?::interval)",
                shop.order,
                "beside-" + fresh(),
                "credit_card-" + shop.order + "-1",
                amount,
                ago);
    }

    private static RequestSpecification as(String user) {
        String issuer = ConfigProvider.getConfig().getValue("countersign.issuer", String.class);
        return given().header("Authorization", "Bearer " + Agent.token(issuer, user, "admin"))
                .contentType("application/json");
    }
}
