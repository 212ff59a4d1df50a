package org.countersign.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.countersign.endtoend.ShopProfile;
import org.junit.jupiter.api.Test;

/** Every decision is stored with its checks in order, one event a check, with reason codes, grant and its version. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class DecisionsTest extends GateBed {

    private List<String> events(Answer answer) {
        return sql.texts(
                "select kind || coalesce(' ' || (data ->> 'check') || ' ' || (data ->> 'result') || ' ' || (data ->> 'code'), '')"
                        + " from countersign.event where action_id = ? order by seq",
                answer.entry().id());
    }

    private static List<String> checks(Answer answer) {
        return answer.outcome().checks().stream()
                .map(check -> "check " + check.check() + " " + Json.wire(check.result()) + " " + check.code())
                .toList();
    }

    @Test
    void aDecisionToGoIsStoredWithTheFirstMarkOnly() {
        Answer answer = submit(Scripted.on(order()).notSent().done());
        List<String> events = events(answer);
        assertThat(checks(answer))
                .startsWith("check permission pass ok", "check receipt pass ok", "check shop_rules pass ok")
                .endsWith("check confirmation pass ok");
        assertThat(events.getFirst()).isEqualTo("claimed");
        assertThat(events.subList(1, 1 + checks(answer).size())).isEqualTo(checks(answer));
        assertThat(events.subList(1 + checks(answer).size(), events.size()))
                .containsExactly("sending", "sending", "step", "changed");
    }

    @Test
    void aRefusalIsStoredWithItsChecksItsReasonAndItsGrant() {
        Scripted action = Scripted.on(order());
        action.planning(() -> Refusal.rule(ShopRule.ON_HOLD, "it is on hold", "release it"));
        Answer answer = submit(action);
        assertThat(checks(answer))
                .containsExactly(
                        "check permission pass ok", "check receipt pass ok", "check shop_rules refuse on_hold");
        assertThat(events(answer))
                .containsExactly(
                        "claimed",
                        checks(answer).get(0),
                        checks(answer).get(1),
                        checks(answer).get(2),
                        "decided");
        assertThat(stored(answer).outcome()).isEqualTo(answer.outcome());
    }

    @Test
    void whatIsAskedIsStoredWithTheGrantThatAsks() {
        grant("{\"confirmation\": \"other_person\", \"min_confidence\": 0.5}");
        Answer answer = submit(Scripted.on(order()));
        assertThat(answer.status()).isEqualTo(Status.ESCALATED);
        assertThat(checks(answer))
                .contains("check confidence ask low_confidence", "check confirmation ask other_person");
        assertThat(events(answer)).containsAll(checks(answer));
        assertThat(stored(answer).outcome().decidedBy())
                .isEqualTo(answer.outcome().decidedBy());
        assertThat(answer.outcome().decidedBy().grantVersion()).isPositive();
        assertThat(sql.text(
                        "select data ->> 'role' from countersign.event where action_id = ? and kind = 'decided'",
                        answer.entry().id()))
                .isEqualTo("benchmark");
    }

    @Test
    void whatIsStoppedWhenItIsSentKeepsItsChecksAndTheOneThatStoppedIt() {
        Scripted action = Scripted.on(order());
        action.planning(() -> {
            switchOff();
            return Scripted.on(action.target().id()).plan(null);
        });
        Answer answer = submit(action);
        switchOn();
        assertThat(checks(answer)).contains("check shop_rules pass ok").endsWith("check send refuse writes_disabled");
        assertThat(events(answer)).containsAll(checks(answer));
    }
}
