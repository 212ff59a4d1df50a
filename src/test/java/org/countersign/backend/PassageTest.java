package org.countersign.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.countersign.gate.NoPassage;
import org.countersign.gate.Reply;
import org.countersign.scripted.ScriptedProfile;
import org.countersign.shop.BackendUnavailable;
import org.countersign.shop.Page;
import org.junit.jupiter.api.Test;

/** Breaker, bulkhead and retries, as the fault tolerance of a running server has them. */
@QuarkusTest
@TestProfile(ScriptedProfile.class)
class PassageTest {

    private static final Reply UNKNOWN = new Reply.Unknown("no answer");
    private final AtomicInteger made = new AtomicInteger();
    private final Told told = new Told();

    @Test
    void afterBadAnswersNoTryIsMadeAndNoQuestionAsked() {
        Passage passage = passage(4, Duration.ofMinutes(1), 8);
        for (int n = 0; n < 4; n++) {
            assertThat(passage.write(() -> answer(UNKNOWN))).contains(UNKNOWN);
        }
        assertThat(passage.open()).isFalse();
        assertThatThrownBy(() -> passage.write(() -> answer(UNKNOWN))).isInstanceOf(NoPassage.class);
        assertThatThrownBy(() -> passage.read(made::incrementAndGet)).isInstanceOf(BackendUnavailable.class);
        assertThat(made).hasValue(4);
        assertThat(told.lines)
                .containsExactly(
                        "shop breaker closed",
                        "shop breaker open",
                        "shop write not made: breaker",
                        "shop read not made: breaker");
    }

    @Test
    void whatWasNotSentSpeaksAgainstTheShopToo() {
        Passage passage = passage(4, Duration.ofMinutes(1), 8);
        for (int n = 0; n < 4; n++) {
            assertThat(passage.write(() -> answer(new Reply.NotSent("throttled", null))))
                    .isPresent();
        }
        assertThat(passage.open()).isFalse();
    }

    @Test
    void aRefusalOfTheShopIsAGoodAnswer() {
        Passage passage = passage(4, Duration.ofMinutes(1), 8);
        for (int n = 0; n < 12; n++) {
            assertThat(passage.write(() -> answer(new Reply.Declined("no")))).isPresent();
            assertThat(passage.write(Optional::empty)).isEmpty();
        }
        assertThat(passage.open()).isTrue();
    }

    @Test
    void afterAWhileOneTryIsMadeAndIfItIsWellAllAre() throws InterruptedException {
        Passage passage = passage(2, Duration.ofMillis(50), 8);
        passage.write(() -> answer(UNKNOWN));
        passage.write(() -> answer(UNKNOWN));
        long until = System.nanoTime() + 10_000_000_000L;
        Optional<Reply> reply = Optional.empty();
        while (reply.isEmpty() && System.nanoTime() < until) {
            try {
                reply = passage.write(() -> answer(new Reply.Accepted("id")));
            } catch (NoPassage notYet) {
                Thread.onSpinWait();
            }
        }
        assertThat(reply).contains(new Reply.Accepted("id"));
        assertThat(passage.open()).isTrue();
        assertThat(told.lines)
                .filteredOn(line -> line.contains("breaker ") && !line.contains("not made"))
                .containsExactly(
                        "shop breaker closed", "shop breaker open", "shop breaker half_open", "shop breaker closed");
    }

    /** So that readiness does not call a shop away that nobody asks. */
    @Test
    void whoLooksAfterAWhileSeesThatTheNextCallIsLetThrough() {
        Passage passage = passage(2, Duration.ofMillis(50), 8);
        passage.write(() -> answer(UNKNOWN));
        passage.write(() -> answer(UNKNOWN));
        long until = System.nanoTime() + 10_000_000_000L;
        while (!passage.open()) {
            assertThat(System.nanoTime()).isLessThan(until);
            Thread.onSpinWait();
        }
        assertThat(passage.write(() -> answer(UNKNOWN))).contains(UNKNOWN);
        assertThat(passage.open()).as("and once more it is left alone").isFalse();
    }

    @Test
    void oneMoreThanAllowedAtOnceIsNotMade() throws Exception {
        Passage passage = passage(100, Duration.ofMinutes(1), 2);
        CountDownLatch inside = new CountDownLatch(2);
        CountDownLatch leave = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?>[] both = new Future<?>[2];
            for (int n = 0; n < 2; n++) {
                both[n] = threads.submit(() -> passage.write(() -> {
                    inside.countDown();
                    await(leave);
                    return answer(new Reply.Accepted("id"));
                }));
            }
            await(inside);
            assertThatThrownBy(() -> passage.write(() -> answer(UNKNOWN)))
                    .isInstanceOf(NoPassage.class)
                    .hasMessageContaining("too many");
            assertThatThrownBy(() -> passage.read(() -> 1)).isInstanceOf(BackendUnavailable.class);
            leave.countDown();
            for (Future<?> one : both) {
                assertThat(one.get()).isEqualTo(Optional.of(new Reply.Accepted("id")));
            }
        }
        assertThat(passage.write(() -> answer(new Reply.Accepted("id")))).isPresent();
        assertThat(made).hasValue(3);
        assertThat(told.lines)
                .containsExactly(
                        "shop breaker closed", "shop write not made: bulkhead", "shop read not made: bulkhead");
    }

    @Test
    void aQuestionIsAskedAgainAWriteIsNot() {
        Passage passage = passage(100, Duration.ofMinutes(1), 8);
        assertThatThrownBy(() -> passage.read(() -> {
                    made.incrementAndGet();
                    throw new BackendUnavailable("away");
                }))
                .isInstanceOf(BackendUnavailable.class);
        assertThat(made).hasValue(3);
        passage.write(() -> answer(UNKNOWN));
        assertThat(made).hasValue(4);
        assertThat(told.lines)
                .containsExactly(
                        "shop breaker closed",
                        "shop asked in vain",
                        "shop again",
                        "shop asked in vain",
                        "shop again",
                        "shop asked in vain");
    }

    @Test
    void aCallersMistakeIsNeitherAskedAgainNorHeldAgainstTheShop() {
        Passage passage = passage(2, Duration.ofMinutes(1), 8);
        for (int n = 0; n < 6; n++) {
            assertThatThrownBy(() -> passage.read(() -> {
                        made.incrementAndGet();
                        throw new Page.BadCursor();
                    }))
                    .isInstanceOf(Page.BadCursor.class);
        }
        assertThat(made).hasValue(6);
        assertThat(passage.open()).isTrue();
        assertThat(told.lines).hasSize(7).contains("shop asked").doesNotContain("shop asked in vain", "shop again");
    }

    private Optional<Reply> answer(Reply reply) {
        made.incrementAndGet();
        return Optional.of(reply);
    }

    private Passage passage(int window, Duration pause, int atOnce) {
        Map<String, String> settings = Map.of(
                "countersign.backend.at-once",
                String.valueOf(atOnce),
                "countersign.backend.breaker-window",
                String.valueOf(window),
                "countersign.backend.breaker-pause",
                pause.toString(),
                "countersign.backend.read-retries",
                "2",
                "countersign.backend.call-timeout",
                "PT1S",
                "countersign.backend.connect-timeout",
                "PT1S");
        return new Passage(new PassageSettings("shop", Written.settings(settings)), told);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
