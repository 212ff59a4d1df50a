package org.countersign.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import org.countersign.endtoend.ShopProfile;
import org.junit.jupiter.api.Test;

/** A backend that lets no try through: known before the mark, so nothing is in doubt that was not before. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class ShutTest extends GateBed {

    @Test
    void aShutBackendLeavesNoMarkAndTheKeyFree() {
        Scripted action = Scripted.on(order()).shutFrom(1);
        Answer answer = submit(action);
        assertThat(answer.status()).isEqualTo(Status.REFUSED);
        assertThat(answer.outcome().refusal().code()).isEqualTo(ErrorCode.BACKEND_UNAVAILABLE);
        assertThat(answer.outcome().refusal().retryAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(action.sent).isEmpty();
        String id = answer.entry().id();
        assertThat(sql.number("select count(*) from countersign.step where action_id = ? and judge_at is not null", id))
                .isZero();
        assertThat(held(action.target().id())).isZero();
        assertThat(submit(action.shutFrom(1000)).status()).isEqualTo(Status.DONE);
    }

    @Test
    void shutAfterATryThatWasNotSentIsFailed() {
        Scripted action = Scripted.on(order()).notSent().shutFrom(2);
        Answer answer = submit(action);
        assertThat(answer.status()).isEqualTo(Status.FAILED);
        assertThat(answer.outcome().refusal().code()).isEqualTo(ErrorCode.BACKEND_UNAVAILABLE);
        assertThat(action.sent).hasSize(1);
    }

    @Test
    void shutAfterADoubtfulTryStaysADoubt() {
        Scripted action = Scripted.on(order()).unknown().shutFrom(2);
        Answer answer = submit(action);
        assertThat(answer.status()).isEqualTo(Status.OUTCOME_UNKNOWN);
        assertThat(answer.outcome().refusal()).isNull();
        assertThat(action.sent).hasSize(1);
    }

    @Test
    void shutBeforeTheSecondStepLeavesTheFirstDone() {
        Scripted action = Scripted.on(order()).steps(2).done().shutFrom(2);
        Answer answer = submit(action);
        assertThat(answer.status()).isEqualTo(Status.PARTLY_DONE);
        assertThat(action.sent).hasSize(1);
    }
}
