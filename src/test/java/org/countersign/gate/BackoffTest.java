package org.countersign.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a sender waits before it tries again. */
class BackoffTest {

    @ParameterizedTest
    @CsvSource({"1, 200", "2, 800"})
    void pausesGrowFourfoldAndDifferFromSenderToSender(int attempt, long leastMillis) {
        var pauses =
                IntStream.range(0, 200).mapToObj(n -> Sending.backoff(attempt)).toList();

        assertThat(pauses)
                .allSatisfy(pause -> assertThat(pause)
                        .isBetween(Duration.ofMillis(leastMillis), Duration.ofMillis(2 * leastMillis - 1)));
        assertThat(pauses.stream().distinct().count()).isGreaterThan(20);
    }
}
