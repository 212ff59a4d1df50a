package org.countersign.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Set;
import org.countersign.caller.Caller;
import org.countersign.endtoend.ShopProfile;
import org.junit.jupiter.api.Test;

/** From the ask to what the shop shows: the model's own word, and another person's. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class ApprovalFlowTest extends GateBed {

    private static final Caller ADMIN =
            new Caller("https://issuer.example", "u-admin", "console", null, Set.of(), Set.of("shop_admin"), true);

    @Test
    void aPlanIsConfirmedAndExecuted() {
        grant("{\"confirmation\": \"model\"}");
        Answer asked = submit(Scripted.on(order()));
        assertThat(asked.status()).isEqualTo(Status.NEEDS_CONFIRMATION);
        Answer done = confirming.confirm(CALLER, asked.entry().id());
        assertThat(done.status()).as("%s", done.outcome()).isEqualTo(Status.DONE);
        assertThat(confirming.confirm(CALLER, asked.entry().id()).replayed()).isTrue();
    }

    @Test
    void anotherPersonAllowsItAndItIsDone() {
        grant("{\"confirmation\": \"other_person\"}");
        Answer asked = submit(Scripted.on(order()));
        assertThat(asked.status()).isEqualTo(Status.AWAITING_APPROVAL);
        String approval = asked.entry().approval().id();
        assertThat(decisions.allow(CALLER, approval, null)).isInstanceOf(Decisions.Not.class);
        Decisions.Stands said = (Decisions.Stands) decisions.allow(ADMIN, approval, "looked at it");
        assertThat(said.first()).isTrue();
        assertThat(said.entry().status()).as("%s", said.entry().outcome()).isEqualTo(Status.DONE);
        assertThat(stored(asked).approval().state()).isEqualTo(Approval.State.USED);
        assertThat(((Decisions.Stands) decisions.deny(ADMIN, approval, "too late")).first())
                .isFalse();
    }

    @Test
    void whatIsDeniedStaysDenied() {
        grant("{\"confirmation\": \"other_person\"}");
        Scripted wanted = Scripted.on(order());
        Answer asked = submit(wanted);
        decisions.deny(ADMIN, asked.entry().approval().id(), "no");
        Answer again = submit(wanted);
        assertThat(again.status()).isEqualTo(Status.DENIED);
        assertThat(again.replayed()).isTrue();
        assertThat(again.entry().approval().decided().reason()).isEqualTo("no");
    }

    @Test
    void whatIsOverIsExpiredAndItsKeyFree() {
        grant("{\"confirmation\": \"other_person\"}");
        Scripted wanted = Scripted.on(order());
        Answer asked = submit(wanted);
        sql.execute(
                "update countersign.approval set expires_at = now() - interval '1 s' where action_id = ?",
                asked.entry().id());
        assertThat(decisions.allow(ADMIN, asked.entry().approval().id(), null)).isInstanceOf(Decisions.Stands.class);
        assertThat(stored(asked).status()).isEqualTo(Status.EXPIRED);
        Answer again = submit(wanted);
        assertThat(again.status()).isEqualTo(Status.AWAITING_APPROVAL);
        assertThat(again.entry().retryOf()).isEqualTo(asked.entry().id());
    }

    @Test
    void anEscalatedPlanIsTurnedAndAllowed() {
        grant("{\"min_confidence\": 0.9}");
        Answer asked = submit(Scripted.on(order()));
        assertThat(asked.status()).isEqualTo(Status.ESCALATED);
        Rulings.Stands turned = (Rulings.Stands) escalated.turn(ADMIN, stored(asked));
        assertThat(turned.entry().status()).isEqualTo(Status.AWAITING_APPROVAL);
        Decisions.Stands said = (Decisions.Stands)
                decisions.allow(ADMIN, turned.entry().approval().id(), null);
        assertThat(said.entry().status()).as("%s", said.entry().outcome()).isEqualTo(Status.DONE);
    }
}
