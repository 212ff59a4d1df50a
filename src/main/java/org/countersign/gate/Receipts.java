package org.countersign.gate;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.countersign.caller.Caller;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/**
 * Versions that prove who read them. A version is 32 URL-safe characters, 24 bytes: 3 of the time of reading, 9 of a
 * digest of what the object's version covers, 12 of a keyed MAC over those and issuer, subject and object. So a read
 * writes nothing, any replica can check it, and nobody can use what somebody else has read.
 */
@ApplicationScoped
public class Receipts {

    private static final int TIME = 3;
    private static final int CONTENT = 9;
    private static final int SEAL = 12;
    /** The time is rounded down to this share of the lifetime, so that two reads in a row give the same version. */
    private static final int TICKS_PER_LIFETIME = 12;

    private final Ledger ledger;
    private final Snapshots snapshots;
    private final Clock clock;
    private final Duration lifetime;
    private volatile byte @Nullable [] key;

    public Receipts(Ledger ledger, Snapshots snapshots, Clock clock, GateSettings settings) {
        this.ledger = ledger;
        this.snapshots = snapshots;
        this.clock = clock;
        this.lifetime = settings.receiptLifetime();
    }

    /** The version of an object as this caller has just read it. Reads the ledger, writes nothing. */
    public String issue(Caller caller, ShopObject object) {
        ObjectRef ref = new ObjectRef(object.type(), object.key());
        return issue(caller.issuer(), caller.subject(), object, ledger.settled(ref));
    }

    String issue(String issuer, String subject, ShopObject object, long settled) {
        return issue(issuer, subject, new ObjectRef(object.type(), object.key()), content(object, settled));
    }

    String issue(String issuer, String subject, ObjectRef ref, byte[] content) {
        byte[] time = new byte[] {(byte) (tick() >>> 16), (byte) (tick() >>> 8), (byte) tick()};
        byte[] seal = seal(issuer, subject, ref, time, content);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(TIME + CONTENT + SEAL)
                        .put(time)
                        .put(content)
                        .put(seal)
                        .array());
    }

    /** What a version says about its object, if this caller was given it for this object and it is not too old. */
    Optional<Content> read(Caller caller, ObjectRef ref, String version) {
        byte[] bytes = decode(version);
        if (bytes.length != TIME + CONTENT + SEAL) {
            return Optional.empty();
        }
        byte[] time = Arrays.copyOfRange(bytes, 0, TIME);
        byte[] content = Arrays.copyOfRange(bytes, TIME, TIME + CONTENT);
        byte[] seal = Arrays.copyOfRange(bytes, TIME + CONTENT, bytes.length);
        int age = tick() - (((time[0] & 0xff) << 16) | ((time[1] & 0xff) << 8) | (time[2] & 0xff));
        boolean genuine = MessageDigest.isEqual(seal, seal(caller.issuer(), caller.subject(), ref, time, content));
        return genuine && age >= -1 && age <= TICKS_PER_LIFETIME ? Optional.of(new Content(content)) : Optional.empty();
    }

    /** The part of a version that tells two states of an object apart; the whole text where it is none of ours. */
    public static String contentOf(String version) {
        byte[] bytes = decode(version);
        return bytes.length == TIME + CONTENT + SEAL
                ? Digest.hex(Arrays.copyOfRange(bytes, TIME, TIME + CONTENT))
                : version;
    }

    /** The digest part of a version. */
    record Content(byte[] digest) {
        boolean matches(byte[] other) {
            return MessageDigest.isEqual(digest, other);
        }

        String hex() {
            return Digest.hex(digest);
        }
    }

    byte[] content(ShopObject object, long settled) {
        byte[] state = Json.bytes(object.versioned());
        String counters = object.type() + '\n' + object.key() + '\n' + settled + '\n' + object.revision() + '\n';
        byte[] digest = Arrays.copyOf(Digest.sha256(Json.utf8(counters), state), CONTENT);
        snapshots.keep(Digest.hex(digest), state);
        return digest;
    }

    private byte[] seal(String issuer, String subject, ObjectRef ref, byte[] time, byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key(), "HmacSHA256"));
            // lengths keep (issuer, subject) apart whatever they contain
            mac.update(Json.utf8(issuer.length() + ":" + issuer + subject.length() + ":" + subject + ref));
            mac.update(time);
            mac.update(content);
            return Arrays.copyOf(mac.doFinal(), SEAL);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private byte[] key() {
        byte[] known = key;
        if (known == null) {
            known = ledger.secret("receipts");
            key = known;
        }
        return known;
    }

    private int tick() {
        long seconds = Math.max(1, lifetime.toSeconds() / TICKS_PER_LIFETIME);
        return (int) (clock.instant().getEpochSecond() / seconds) & 0xffffff;
    }

    private static byte[] decode(String version) {
        try {
            return Base64.getUrlDecoder().decode(version);
        } catch (IllegalArgumentException notOurs) {
            return new byte[0];
        }
    }
}
