package org.countersign.identity;

import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.countersign.caller.Caller;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Who showed which token for /mcp, for a minute: an RSA signature costs more than most calls do. Known by the SHA-256 of
 * the whole token; never kept beyond its expiry; only what was verified completely gets in. A key that the identity
 * provider withdraws counts for that minute more.
 */
@Singleton
final class VerifiedTokens {

    private static final int MOST = 10_000;

    private record Verified(Caller caller, Instant until) {}

    private final Map<ByteBuffer, Verified> kept = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Duration keepFor;

    VerifiedTokens(
            Clock clock,
            @ConfigProperty(name = "countersign.verified-tokens-for", defaultValue = "PT1M") Duration keepFor) {
        this.clock = clock;
        this.keepFor = keepFor;
    }

    Optional<Caller> find(String token) {
        return Optional.ofNullable(kept.get(digest(token)))
                .filter(verified -> clock.instant().isBefore(verified.until()))
                .map(Verified::caller);
    }

    /** @param expiry the token's own */
    void keep(String token, Caller caller, Instant expiry) {
        Instant now = clock.instant();
        Instant until = now.plus(keepFor).isBefore(expiry) ? now.plus(keepFor) : expiry;
        if (kept.size() >= MOST) {
            kept.values().removeIf(verified -> !now.isBefore(verified.until()));
        }
        if (kept.size() < MOST && now.isBefore(until)) {
            kept.put(digest(token), new Verified(caller, until));
        }
    }

    private static ByteBuffer digest(String token) {
        try {
            byte[] bytes = token.getBytes(StandardCharsets.ISO_8859_1);
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
