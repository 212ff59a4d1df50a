package org.countersign.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/** Makes the approvals that actions wait for: opaque ids, bound by a digest, with an expiry by the database's clock. */
@ApplicationScoped
class Asking {

    private static final int ID_BYTES = 20;
    /** Of a plan that the model has just seen (contract, section 5). */
    private static final Duration OF_MODEL = Duration.ofMinutes(15);

    private final GateSettings settings;
    private final ShopSettings.Source shop;
    private final Approvals approvals;
    private final SecureRandom random = new SecureRandom();

    Asking(GateSettings settings, ShopSettings.Source shop, Approvals approvals) {
        this.settings = settings;
        this.shop = shop;
        this.approvals = approvals;
    }

    /** @param waiting with its plan and checks */
    Entry ask(Entry waiting, Approval.Kind kind, @Nullable String role, ShopObject now) {
        return waiting.asking(approval(waiting, kind, role, (ObjectNode) Json.parse(state(now))));
    }

    /** @param seen the object as it was when the plan was made */
    Approval approval(Entry waiting, Approval.Kind kind, @Nullable String role, @Nullable ObjectNode seen) {
        Instant now = approvals.now();
        Instant expires =
                now.plus(kind == Approval.Kind.MODEL ? OF_MODEL : shop.now().approvalLifetime());
        Plan plan = Objects.requireNonNull(waiting.plan(), "what waits was planned");
        Facts facts = Facts.of(
                waiting,
                Receipts.contentOf(waiting.version()),
                plan,
                waiting.outcome().decidedBy(),
                expires);
        String id = id();
        return new Approval(
                id,
                waiting.id(),
                kind,
                asks(waiting.outcome().checks()),
                role,
                plan.money(),
                settings.publicUrl() + "/console/approvals/" + id,
                facts.digest(),
                facts.digests(),
                seen,
                Approval.State.PENDING,
                now,
                expires,
                false,
                null,
                List.of());
    }

    /** By way of its text, as it is stored and read back: so that the same number is the same node in a comparison. */
    static String state(ShopObject object) {
        return new String(Json.bytes(object.versioned()), StandardCharsets.UTF_8);
    }

    private static List<Approval.Ask> asks(List<CheckResult> checks) {
        return checks.stream()
                .filter(check -> check.result() == CheckResult.Result.ASK)
                .map(check -> new Approval.Ask(check.check(), check.code(), check.detail()))
                .toList();
    }

    private String id() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return "apr_" + HexFormat.of().formatHex(bytes);
    }
}
