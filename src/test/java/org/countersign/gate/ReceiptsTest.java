package org.countersign.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.countersign.caller.Caller;
import org.countersign.shop.AnOrder;
import org.countersign.shop.Order;
import org.countersign.shop.PaymentMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptsTest {

    private static final Caller ADA = caller("https://id.example", "ada");
    private static final ObjectRef REF = ObjectRef.order("W1");
    private static final Order ORDER = order().order();

    private final MovingClock clock = new MovingClock();
    private final Map<ObjectRef, Long> settled = new HashMap<>();
    private final Receipts receipts = receipts((byte) 1);

    private Receipts receipts(byte secret) {
        Ledger ledger = (Ledger) Proxy.newProxyInstance(
                Ledger.class.getClassLoader(),
                new Class<?>[] {Ledger.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "secret" -> new byte[] {secret, 2, 3};
                    case "settled" -> settled.getOrDefault((ObjectRef) arguments[0], 0L);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        GateSettings settings = new GateSettings(
                "main",
                "builtin",
                Duration.ofMinutes(60),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                "http://localhost:8080");
        return new Receipts(ledger, new Snapshots(), clock, settings);
    }

    private static AnOrder order() {
        return new AnOrder("USD").line(1, 1000).paid(PaymentMethod.Kind.CREDIT_CARD, 1000);
    }

    private static Caller caller(String issuer, String subject) {
        return new Caller(issuer, subject, null, null, Set.of(), Set.of(), true);
    }

    private boolean proves(Caller caller, ObjectRef ref, String version) {
        return receipts.read(caller, ref, version).isPresent();
    }

    private boolean matches(String version, Order now) {
        return receipts.read(ADA, REF, version)
                .orElseThrow()
                .matches(receipts.content(now, settled.getOrDefault(REF, 0L)));
    }

    @Test
    void aVersionIsShortAndSafeInUrls() {
        assertThat(receipts.issue(ADA, ORDER)).matches("[A-Za-z0-9_-]{1,32}");
    }

    @Test
    void ownReadsProveThatTheyWereMade() {
        String version = receipts.issue(ADA, ORDER);
        assertThat(proves(ADA, REF, version)).isTrue();
        assertThat(matches(version, ORDER)).isTrue();
    }

    @Test
    void twoReadsInARowGiveTheSameVersion() {
        assertThat(receipts.issue(ADA, ORDER)).isEqualTo(receipts.issue(ADA, ORDER));
    }

    @Test
    void nobodyCanUseWhatSomebodyElseHasRead() {
        String version = receipts.issue(ADA, ORDER);
        assertThat(proves(caller("https://id.example", "ben"), REF, version)).isFalse();
        assertThat(proves(caller("https://else.example", "ada"), REF, version)).isFalse();
        String shifted = receipts.issue(caller("ab", "c"), ORDER);
        assertThat(proves(caller("a", "bc"), REF, shifted)).isFalse();
    }

    @Test
    void oneObjectsVersionProvesNothingOfAnother() {
        String version = receipts.issue(ADA, ORDER);
        assertThat(proves(ADA, ObjectRef.order("W2"), version)).isFalse();
        assertThat(proves(ADA, ObjectRef.customer("W1"), version)).isFalse();
    }

    @Test
    void anotherServersSecretMakesOtherSeals() {
        assertThat(proves(ADA, REF, receipts((byte) 9).issue(ADA, ORDER))).isFalse();
    }

    @Test
    void noBitOfAVersionCanBeChanged() {
        byte[] bytes = Base64.getUrlDecoder().decode(receipts.issue(ADA, ORDER));
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] other = bytes.clone();
            other[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(proves(ADA, REF, Base64.getUrlEncoder().withoutPadding().encodeToString(other)))
                    .as("bit %d", bit)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "123", "v1", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "AAAA=", "ä", "A+/A"})
    void whatIsNoVersionProvesNothing(String version) {
        assertThat(proves(ADA, REF, version)).isFalse();
    }

    @Test
    void aReadProvesItselfForAnHourAndNotMuchLonger() {
        String version = receipts.issue(ADA, ORDER);
        clock.goesOn(Duration.ofMinutes(60));
        assertThat(proves(ADA, REF, version)).isTrue();
        clock.goesOn(Duration.ofMinutes(6));
        assertThat(proves(ADA, REF, version)).isFalse();
    }

    @Test
    void anOldReadThatShowedTheSameIsTheSameIntention() {
        String version = receipts.issue(ADA, ORDER);
        clock.goesOn(Duration.ofMinutes(20));
        String later = receipts.issue(ADA, ORDER);
        assertThat(later).isNotEqualTo(version);
        assertThat(Receipts.contentOf(later)).isEqualTo(Receipts.contentOf(version));
    }

    @Test
    void anyChangeOfContentRevisionOrCountMakesAnotherVersion() {
        String version = receipts.issue(ADA, ORDER);
        assertThat(matches(version, order().status(Order.Status.CANCELLED).order()))
                .isFalse();
        assertThat(matches(version, order().revision("2").order())).isFalse();
        settled.put(REF, 1L);
        assertThat(matches(version, ORDER)).isFalse();
        assertThat(receipts.issue(ADA, ORDER)).isNotEqualTo(version);
    }

    @Test
    void notesDoNotMakeAnotherVersion() {
        assertThat(receipts.issue(ADA, order().note("another note").order())).isEqualTo(receipts.issue(ADA, ORDER));
    }
}
