package org.countersign.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import org.countersign.caller.Caller;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {

    private static final Caller ADA = new Caller("https://id.example", "ada", null, null, Set.of(), Set.of(), true);

    private Instant now = Instant.parse("2026-11-21T10:00:00Z");

    private final VerifiedTokens tokens = tokens(Duration.ofMinutes(1));

    private VerifiedTokens tokens(Duration keepFor) {
        return new VerifiedTokens(
                new Clock() {
                    @Override
                    public ZoneId getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(ZoneId zone) {
                        return this;
                    }

                    @Override
                    public Instant instant() {
                        return now;
                    }
                },
                keepFor);
    }

    @Test
    void isForgottenAfterAMinute() {
        tokens.keep("a.b.c", ADA, now.plusSeconds(3600));
        assertThat(tokens.find("a.b.c")).contains(ADA);
        now = now.plusSeconds(60);
        assertThat(tokens.find("a.b.c")).isEmpty();
    }

    @Test
    void neverOutlivesItsExpiry() {
        tokens.keep("a.b.c", ADA, now.plusSeconds(10));
        now = now.plusSeconds(10);
        assertThat(tokens.find("a.b.c")).isEmpty();
        tokens.keep("a.b.d", ADA, now);
        assertThat(tokens.find("a.b.d")).isEmpty();
    }

    @Test
    void anyOtherSignatureIsAnotherToken() {
        tokens.keep("a.b.c", ADA, now.plusSeconds(10));
        assertThat(tokens.find("a.b.d")).isEmpty();
        assertThat(tokens.find("a.b.")).isEmpty();
    }

    @Test
    void canBeSwitchedOff() {
        VerifiedTokens off = tokens(Duration.ZERO);
        off.keep("a.b.c", ADA, now.plusSeconds(10));
        assertThat(off.find("a.b.c")).isEmpty();
    }

    @Test
    void keepsNoMoreThanItsShareOfMemory() {
        for (int i = 0; i < 20_000; i++) {
            tokens.keep("t" + i, ADA, now.plusSeconds(10));
        }
        assertThat(tokens.find("t0")).isPresent();
        assertThat(tokens.find("t19999")).isEmpty();
        now = now.plusSeconds(30);
        tokens.keep("new", ADA, now.plusSeconds(10));
        assertThat(tokens.find("new")).isPresent();
    }
}
