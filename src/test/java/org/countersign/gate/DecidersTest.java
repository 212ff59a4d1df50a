package org.countersign.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countersign.caller.Caller;
import org.countersign.endtoend.ShopProfile;
import org.countersign.shop.Money;
import org.junit.jupiter.api.Test;

/** Who decides: not who asked, nobody above their amount or of another role, and never a service account. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class DecidersTest extends ApprovalBed {

    private static final Caller ROBOT = new Caller(
            "https://issuer.example", "robot", "robot", null, Set.of(), Set.of("support_lead", "shop_admin"), false);

    /** Whatever they say about it. */
    private void mayNotDecide(Caller person, Answer waiting, Scripted action) {
        String id = approval(waiting).id();
        assertThat(refused(decisions.allow(person, id, "yes"))).isEqualTo(ErrorCode.NOT_PERMITTED);
        assertThat(refused(decisions.deny(person, id, "no"))).isEqualTo(ErrorCode.NOT_PERMITTED);
        assertThat(refused(decisions.ask(person, id, "why?"))).isEqualTo(ErrorCode.NOT_PERMITTED);
        assertThat(refused(decisions.offer(person, id, Money.parse("0.50", "USD"), "less")))
                .isEqualTo(ErrorCode.NOT_PERMITTED);
        assertThat(approval(waiting).words()).isEmpty();
        stillWaits(waiting, action);
    }

    private static Scripted moving(String order, Money money) {
        Scripted action = Scripted.on(order);
        Step step = new Step(1, "scripted", Json.object().put("do", 1), Scripted.effect(1), money);
        return action.planning(() -> new Plan("do it", "did it", money, Map.of(), List.of(step), List.of()));
    }

    @Test
    void whoAskedForItIsNotTheOtherPersonWhateverTheirRoles() {
        grant("{\"confirmation\": \"other_person\"}");
        Caller both = new Caller(
                "https://issuer.example",
                "u-both",
                "a-client",
                null,
                CALLER.scopes(),
                Set.of("benchmark", "support_lead", "shop_admin"),
                true);
        Scripted action = Scripted.on(order());
        Answer waiting = submit(both, action);
        mayNotDecide(both, waiting, action);
        mayNotDecide(person("u-both", "shop_admin"), waiting, action);
        assertThat(allow(LEAD, waiting).status()).isEqualTo(Status.DONE);
    }

    @Test
    void aPersonIsIssuerAndSubject() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        Caller namesake = new Caller(
                "https://other.example", CALLER.subject(), "console", null, Set.of(), Set.of("support_lead"), true);
        assertThat(allow(namesake, waiting).status()).isEqualTo(Status.DONE);
        assertThat(approval(waiting).decided().issuer()).isEqualTo("https://other.example");
    }

    @Test
    void whatTheRequesterConfirmsNobodyElseDoes() {
        grant("{\"confirmation\": \"requester\"}");
        Scripted action = Scripted.on(order());
        Answer waiting = submit(action);
        assertThat(approval(waiting).kind()).isEqualTo(Approval.Kind.REQUESTER);
        mayNotDecide(LEAD, waiting, action);
        mayNotDecide(ADMIN, waiting, action);
        mayNotDecide(
                new Caller("https://other.example", CALLER.subject(), null, null, Set.of(), CALLER.roles(), true),
                waiting,
                action);
        mayNotDecide(
                new Caller(CALLER.issuer(), CALLER.subject(), null, null, Set.of(), CALLER.roles(), false),
                waiting,
                action);
        assertThat(allow(person(CALLER.subject()), waiting).status()).isEqualTo(Status.DONE);
        assertThat(approval(waiting).decided().role()).isNull();
    }

    @Test
    void whoHasNoRoleThatDecidesDecidesNothing() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        mayNotDecide(person("u-agent", "support_agent"), waiting, action);
        mayNotDecide(person("u-warehouse", "warehouse", "auditor", "benchmark"), waiting, action);
        mayNotDecide(person("u-nobody"), waiting, action);
    }

    @Test
    void aServiceAccountDecidesNothing() {
        Scripted action = Scripted.on(order());
        mayNotDecide(ROBOT, awaiting(action), action);
    }

    @Test
    void aboveTheirAmountAPersonDecidesNothing() {
        grant("{\"confirmation\": \"other_person\"}");
        Scripted action = moving(order(), Money.parse("2000.01", "USD"));
        Answer above = submit(action);
        mayNotDecide(LEAD, above, action);
        assertThat(allow(ADMIN, above).status()).isEqualTo(Status.DONE);
        assertThat(approval(above).decided().role()).isEqualTo("shop_admin");

        Answer exactly = submit(moving(order(), Money.parse("2000.00", "USD")));
        assertThat(allow(LEAD, exactly).status()).isEqualTo(Status.DONE);
    }

    @Test
    void anAmountInAnotherCurrencyIsAboveTheirs() {
        grant("{\"confirmation\": \"other_person\"}");
        Scripted action = moving(order(), Money.parse("1.00", "EUR"));
        Answer waiting = submit(action);
        mayNotDecide(LEAD, waiting, action);
        assertThat(allow(ADMIN, waiting).status()).isEqualTo(Status.DONE);
    }

    @Test
    void aTierIsDecidedByItsRoleAlone() {
        grant(
                "{\"approvals\": [{\"above\": {\"amount\": \"0.50\", \"currency\": \"USD\"}, \"role\": \"support_lead\"}]}");
        Scripted action = Scripted.on(order());
        Answer waiting = submit(action);
        assertThat(waiting.status()).isEqualTo(Status.AWAITING_APPROVAL);
        mayNotDecide(ADMIN, waiting, action);
        assertThat(allow(person("u-two", "shop_admin", "support_lead"), waiting).status())
                .isEqualTo(Status.DONE);
        assertThat(approval(waiting).decided().role()).isEqualTo("support_lead");
    }

    @Test
    void aPermissionThatWasTakenAwayMeanwhileDecidesNothing() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        sql.execute("update countersign.role set decides_minor = 99 where name = 'support_lead'");
        policy.readAgain();
        mayNotDecide(LEAD, waiting, action);
    }

    @Test
    void nobodyDecidesAboutWhatDoesNotExistOrIsNotAsked() {
        assertThat(refused(decisions.allow(ADMIN, "apr_0000", "x"))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(refused(decisions.allow(ADMIN, "", "x"))).isEqualTo(ErrorCode.NOT_FOUND);
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        assertThat(refused(decisions.allow(LEAD, waiting.entry().id(), "x")))
                .as("the action's id is not the approval's")
                .isEqualTo(ErrorCode.NOT_FOUND);
        stillWaits(waiting, action);
    }
}
