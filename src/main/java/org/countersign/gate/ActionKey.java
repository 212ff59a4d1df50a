package org.countersign.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import org.countersign.caller.Caller;

/**
 * What makes two calls the same action (contract, section 7).
 *
 * @param text        the client's key, or {@code k1:} and the digest derived from the call
 * @param hash        of the key within its scope of shop, issuer, subject and tool: what the ledger stores for ever
 * @param fingerprint of everything that is compared when a key comes again
 */
public record ActionKey(String text, Source source, byte[] hash, byte[] fingerprint) {

    public enum Source {
        CLIENT,
        DERIVED
    }

    boolean sameArguments(ActionKey other) {
        return Arrays.equals(fingerprint, other.fingerprint);
    }

    static ActionKey of(String shop, Caller caller, Action action, Request request) {
        ObjectNode compared = Json.object()
                .put("tool", action.tool())
                .put("target", action.target().toString());
        compared.set("arguments", action.arguments());
        byte[] fingerprint = Digest.sha256(Json.canonical(compared));
        ObjectNode scope = Json.object()
                .put("shop", shop)
                .put("issuer", caller.issuer())
                .put("subject", caller.subject())
                .put("tool", action.tool());
        String given = request.idempotencyKey();
        if (given != null) {
            return new ActionKey(given, Source.CLIENT, hash(scope, given), fingerprint);
        }
        // the content of the version, not the moment it was read: a read that showed nothing new is no new intention
        ObjectNode call = scope.deepCopy()
                .put("target", action.target().toString())
                .put("version", Receipts.contentOf(request.version()));
        call.set("arguments", action.arguments());
        String derived = "k1:" + Digest.hex(Digest.sha256(Json.canonical(call)));
        return new ActionKey(derived, Source.DERIVED, hash(scope, derived), fingerprint);
    }

    private static byte[] hash(ObjectNode scope, String key) {
        return Digest.sha256(Json.canonical(scope.deepCopy().put("key", key)));
    }
}
