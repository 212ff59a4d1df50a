package org.countersign.backend;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Supplier;
import org.countersign.gate.Absence;
import org.countersign.gate.Json;
import org.countersign.gate.Proof;
import org.countersign.shop.BackendUnavailable;

/** What carries one key in a shop, as a proof. Two effects under one key are shown as two: that is never what was planned. */
public final class Effects {

    public static Proof proof(List<ObjectNode> found, Absence absence) {
        return switch (found.size()) {
            case 0 -> new Proof.NotShown(absence);
            case 1 -> new Proof.Shown(found.getFirst());
            default -> {
                ObjectNode several = Json.object();
                ArrayNode all = several.putArray("effects");
                found.forEach(all::add);
                yield new Proof.Shown(several);
            }
        };
    }

    /** A look at a shop that does not answer says nothing. */
    public static Proof looked(Supplier<Proof> look) {
        try {
            return look.get();
        } catch (BackendUnavailable silent) {
            return new Proof.CannotTell(String.valueOf(silent.getMessage()));
        }
    }

    private Effects() {}
}
