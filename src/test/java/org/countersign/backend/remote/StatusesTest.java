package org.countersign.backend.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.countersign.backend.Answer;
import org.countersign.gate.Reply;
import org.countersign.shop.BackendUnavailable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a status means, for each there is (contract, section 7). */
class StatusesTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
    private final Statuses statuses = new Statuses(NOON);

    static Stream<Integer> unlisted() {
        return IntStream.rangeClosed(100, 599)
                .filter(status -> !IntStream.of(200, 201, 400, 401, 403, 404, 410, 422, 429)
                        .anyMatch(listed -> listed == status))
                .boxed();
    }

    @ParameterizedTest
    @MethodSource("unlisted")
    void whatIsNotListedIsUnknownWhateverItSays(int status) {
        assertThat(reply(status, "{\"declined\": \"no\", \"id\": \"1\"}")).isInstanceOf(Reply.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 410, 422})
    void aRefusalIsOneOnlyInTheDocumentedForm(int status) {
        assertThat(reply(status, "{\"declined\": \"the card is closed\"}"))
                .isEqualTo(new Reply.Declined("the card is closed"));
        for (String other : new String[] {
            "", "{}", "no", "{\"declined\": true}", "{\"declined\": \"\"}", "[\"declined\"]", "{\"error\": \"x\"}"
        }) {
            assertThat(reply(status, other)).as(other).isInstanceOf(Reply.Unknown.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201})
    void yesIsOnlyWhatNamesItsEffect(int status) {
        assertThat(reply(status, "{\"id\": \"re-1\"}")).isEqualTo(new Reply.Accepted("re-1"));
        for (String other : new String[] {"", "<html>", "{}", "{\"id\": 7}", "{\"id\": \"re-1\"", "\"re-1\""}) {
            assertThat(reply(status, other)).as(other).isInstanceOf(Reply.Unknown.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void ourOwnCredentialsRefusedIsNotSent(int status) {
        assertThat(reply(status, "")).isInstanceOf(Reply.NotSent.class);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "7, PT7S",
                "0, PT0S",
                "'Sun, 01 Mar 2026 12:00:30 GMT', PT30S",
                "'Sun, 01 Mar 2026 11:00:00 GMT', PT0S",
                "soon, none",
                "-5, none",
                "1.5, none",
                "none, none",
                "99999999999999999999, none"
            })
    void throttledIsNotSentUntilSecondsOrADate(String header, Duration after) {
        assertThat(statuses.reply(new Answer(429, header, "")))
                .isInstanceOfSatisfying(
                        Reply.NotSent.class, not -> assertThat(not.retryAfter()).isEqualTo(after));
    }

    @Test
    void theShopsWordsAreShortAndPlain() {
        Reply reply = reply(422, "{\"declined\": \"no\\u0000\\n\\u202e" + "x".repeat(5000) + "\"}");
        assertThat(reply).isInstanceOfSatisfying(Reply.Declined.class, declined -> {
            assertThat(declined.why()).hasSizeLessThanOrEqualTo(301).startsWith("no x");
        });
    }

    @Test
    void aQuestionIsAnsweredOnlyByAnObjectOrByNone() {
        assertThat(Statuses.asked(new Answer(200, null, "{\"a\": 1}"))).isPresent();
        assertThat(Statuses.asked(new Answer(404, null, "{\"not_found\": \"order\"}")))
                .isEmpty();
        assertThatThrownBy(() -> Statuses.asked(new Answer(404, null, "<html>no such page")))
                .isInstanceOf(BackendUnavailable.class);
        assertThatThrownBy(() -> Statuses.asked(new Answer(200, null, "[]"))).isInstanceOf(BackendUnavailable.class);
        assertThatThrownBy(() -> Statuses.asked(new Answer(301, null, "{}"))).isInstanceOf(BackendUnavailable.class);
    }

    private Reply reply(int status, String body) {
        return statuses.reply(new Answer(status, null, body));
    }
}
