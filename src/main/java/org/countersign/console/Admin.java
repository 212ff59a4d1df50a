package org.countersign.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.countersign.caller.Caller;
import org.countersign.caller.Grants;
import org.countersign.caller.Permissions;
import org.countersign.gate.GateSettings;
import org.countersign.gate.Mask;
import org.countersign.gate.UnmaskedReads;
import org.countersign.identity.Callers;

/** Who calls the admin API, and whether they may. Issuer, audience and scope of the token are checked before. */
@RequestScoped
class Admin {

    private final SecurityIdentity identity;
    private final Grants grants;
    private final GateSettings settings;
    private final UnmaskedReads reads;

    Admin(SecurityIdentity identity, Grants grants, GateSettings settings, UnmaskedReads reads) {
        this.reads = reads;
        this.identity = identity;
        this.grants = grants;
        this.settings = settings;
    }

    Caller caller() {
        return Callers.of(identity).orElseThrow();
    }

    /** The refusal, if no role of the caller has this permission. */
    Optional<Response> lacks(String permission) {
        return grants.permissions(caller().roles()).has(permission)
                ? Optional.empty()
                : Optional.of(Problem.of(
                        403,
                        "not_permitted",
                        "This needs the permission " + permission + ", which none of your roles has."));
    }

    /** The same for one shop; another one than this server's does not exist. */
    Optional<Response> lacks(String permission, String shop) {
        return lacks(permission).or(() -> otherShop(shop));
    }

    /** The refusal, if no role of the caller has one of the two. */
    Optional<Response> lacksBoth(String permission, String other) {
        return grants.permissions(caller().roles()).has(other) ? Optional.empty() : lacks(permission);
    }

    /** The refusal, if no role of the caller has one of these. */
    Optional<Response> lacksAll(List<String> anyOf) {
        Permissions permissions = grants.permissions(caller().roles());
        return anyOf.stream().anyMatch(permissions::has)
                ? Optional.empty()
                : Optional.of(Problem.of(
                        403,
                        "not_permitted",
                        "This needs one of the permissions " + String.join(", ", anyOf)
                                + ", which none of your roles has."));
    }

    /** The refusal of a look at the policy: who changes it may, and who audits. */
    Optional<Response> reads(String shop) {
        return lacksBoth(Permissions.MANAGE_GRANTS, Permissions.READ_AUDIT).or(() -> otherShop(shop));
    }

    /** What came of a change, as this caller may read it. */
    ObjectNode masked(ObjectNode content) {
        return seesPersonalData() ? content : Mask.over(content);
    }

    /** What was only looked at, as this caller may read it; that it is shown unmasked is noted first. */
    ObjectNode read(ObjectNode content) {
        if (seesPersonalData()) {
            reads.shown(caller(), "api/admin", content);
            return content;
        }
        return Mask.over(content);
    }

    boolean seesPersonalData() {
        return grants.permissions(caller().roles()).has(Permissions.SEE_PERSONAL_DATA);
    }

    /** The refusal, if it is not this server's shop. */
    Optional<Response> otherShop(String shop) {
        return shop.equals(settings.shop())
                ? Optional.empty()
                : Optional.of(Problem.of(
                        404,
                        "not_found",
                        "This server has no shop of that name; its shop is " + settings.shop() + "."));
    }
}
