package org.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.countersign.caller.Caller;
import org.countersign.caller.Grant;
import org.countersign.caller.Permissions;
import org.countersign.endtoend.ShopProfile;
import org.countersign.gate.GateSettings;
import org.countersign.gate.Json;
import org.countersign.gate.Ledger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one replica has changed, another one follows within a second; each has its own cache on the same database. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class ReplicaTest {

    private static final Caller ADMIN =
            new Caller("https://issuer.example", "u-admin", null, null, Set.of(), Set.of("shop_admin"), true);
    private static final Tools TOOLS = new Tools(List.of("void_shipping_label"), Set.of());

    @Inject
    PolicyBook book;

    @Inject
    Policy here;

    @Inject
    Policy.PolicyRows rows;

    @Inject
    Ledger ledger;

    @Inject
    GateSettings settings;

    @Test
    @Timeout(30)
    void aChangeIsSeenByAnotherReplicaWithinASecond() {
        Policy other = new Policy(rows, ledger, settings, "shop_admin");
        assertThat(granted(other)).isTrue();
        set(false);
        long changed = System.nanoTime();
        assertThat(granted(here)).as("where it was changed, at once").isFalse();
        while (granted(other)) {
            Thread.onSpinWait();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - changed)).isLessThan(Duration.ofMillis(1500));
        set(true);
        assertThat(granted(here)).isTrue();
    }

    @Test
    void whichRoleComesFirstIsASetting() {
        Policy other = new Policy(rows, ledger, settings, "warehouse");
        assertThat(other.permissions(Set.of("warehouse")).has(Permissions.MANAGE_GRANTS))
                .isTrue();
        assertThat(other.permissions(Set.of("support_agent")).has(Permissions.MANAGE_GRANTS))
                .isFalse();
        assertThat(here.permissions(Set.of("warehouse")).has(Permissions.MANAGE_GRANTS))
                .isFalse();
    }

    private void set(boolean enabled) {
        Changed changed = book.grant(
                new PolicyBook.Edit(ADMIN, new Condition("*", null), null, TOOLS),
                "warehouse",
                "void_shipping_label",
                Json.object().put("enabled", enabled));
        assertThat(changed).isInstanceOf(Changed.Done.class);
    }

    private static boolean granted(Policy replica) {
        List<Grant> grants = replica.of(Set.of("warehouse"), "void_shipping_label");
        return !grants.isEmpty();
    }
}
