package org.countersign.returns;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import org.countersign.change.Changes;
import org.countersign.change.PlanPorts;
import org.countersign.change.Ports;
import org.countersign.gate.Abilities;
import org.countersign.gate.Absence;
import org.countersign.gate.Resend;
import org.countersign.gate.ShopSettings;
import org.countersign.refund.Refunds;
import org.countersign.shop.OrderId;
import org.junit.jupiter.api.Test;

/** A return that is received pays back too: no more is relied on than the refund's own port states. */
class ReceiveReturnAbilitiesTest {

    private static final Abilities STRONG = stating(Resend.KEY, Absence.PROOF);
    private static final Abilities WEAK = stating(Resend.NOTHING, Absence.HINT);

    private static Abilities stating(Resend resend, Absence absence) {
        return new Abilities(resend, absence, Duration.ofDays(1), Duration.ZERO, Duration.ofSeconds(10));
    }

    /** Of a port that only says what it states. */
    private static <T> T port(Class<T> type, Abilities stated) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            if (method.getName().equals("abilities")) {
                return stated;
            }
            throw new AssertionError(method.getName());
        }));
    }

    private static Abilities of(Abilities change, Abilities refund) {
        Ports rest = new PlanPorts().ports();
        Ports ports = new Ports(
                port(Changes.class, change),
                port(Refunds.class, refund),
                rest.customers(),
                rest.orders(),
                rest.products(),
                () -> ShopSettings.DEFAULT,
                Clock.systemUTC());
        return new ReceiveReturn(new OrderId("o1"), "r1", null, null, ports).abilities();
    }

    @Test
    void theWeakerOfBothHolds() {
        assertThat(of(STRONG, STRONG)).isEqualTo(STRONG);
        assertThat(of(STRONG, WEAK).resend()).isEqualTo(Resend.NOTHING);
        assertThat(of(STRONG, WEAK).absence()).isEqualTo(Absence.HINT);
        assertThat(of(WEAK, STRONG).resend()).isEqualTo(Resend.NOTHING);
    }
}
