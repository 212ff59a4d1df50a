package org.countersign.backend.remote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.countersign.backend.Answer;
import org.countersign.backend.Fields;
import org.countersign.backend.OfBackend;
import org.countersign.backend.Silence;
import org.countersign.backend.Wire;
import org.countersign.shop.Finding;
import org.jspecify.annotations.Nullable;

/**
 * Asks a shop behind the protocol what reads and looks need, and changes nothing. It goes past the breaker: who checks wants
 * to know how the shop is now.
 */
@ApplicationScoped
class RemoteCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String NOBODY = "countersign-check";

    private final RemoteSettings settings;
    private final Wire wire;
    private final StatedAbilities abilities;
    private final Clock clock;

    RemoteCheck(
            RemoteSettings settings, @OfBackend(RemoteShop.NAME) Wire wire, StatedAbilities abilities, Clock clock) {
        this.settings = settings;
        this.wire = wire;
        this.abilities = abilities;
        this.clock = clock;
    }

    List<Finding> findings() {
        List<Finding> found = new ArrayList<>();
        try {
            Answer answer = wire.get("/abilities", Map.of(), PATIENCE);
            found.add(Finding.good("reachable", settings.url() + " answers"));
            if (accepted(answer, found) && readable(answer, found)) {
                calls(found);
            }
            transport(found);
        } catch (Silence away) {
            found.add(Finding.bad(
                    "reachable",
                    settings.url() + " does not answer: " + away.why(),
                    "See that the shop runs and that COUNTERSIGN_REMOTE_URL is its address."));
        }
        return found;
    }

    private boolean accepted(Answer answer, List<Finding> found) {
        int status = answer.status();
        Finding finding = switch (status) {
            case 200 ->
                settings.credentials().isEmpty()
                        ? Finding.note(
                                "credentials",
                                "the shop asks for none, so whoever reaches it can do what it can",
                                "Give it a token: COUNTERSIGN_REMOTE_TOKEN_FILE.")
                        : Finding.good("credentials", "the shop accepts them");
            case 401, 403 ->
                Finding.bad(
                        "credentials",
                        "the shop does not accept them (" + status + ")"
                                + (settings.credentials().isEmpty() ? "; none are set" : ""),
                        "Set COUNTERSIGN_REMOTE_TOKEN, or COUNTERSIGN_REMOTE_TOKEN_FILE, to the token that it knows.");
            case 301, 302, 303, 307, 308 ->
                Finding.bad(
                        "address",
                        "the shop redirects (" + status + "), which is never followed",
                        "Set COUNTERSIGN_REMOTE_URL to where it really is.");
            case 404 ->
                Finding.bad(
                        "address",
                        "there is no /abilities below this address (404)",
                        "Set COUNTERSIGN_REMOTE_URL to what the paths of the protocol are appended to.");
            default -> Finding.bad("answer", "/abilities answers with status " + status, "Look at the shop's own log.");
        };
        found.add(finding);
        return !finding.isBad();
    }

    private boolean readable(Answer answer, List<Finding> found) {
        String wrong;
        try {
            Optional<ObjectNode> json = answer.json();
            if (json.isPresent()) {
                TreeSet<String> both =
                        new TreeSet<>(abilities.tools(new Fields(json.get())).keySet());
                both.retainAll(settings.without());
                if (!both.isEmpty()) {
                    found.add(Finding.note(
                            "tools",
                            "the shop states abilities of tools that are left out: " + String.join(", ", both),
                            "Take them out of COUNTERSIGN_REMOTE_WITHOUT_TOOLS if they shall be used."));
                }
                return true;
            }
            wrong = "it is no JSON object";
        } catch (Fields.Unreadable unreadable) {
            wrong = String.valueOf(unreadable.getMessage());
        }
        found.add(Finding.bad(
                "answer", "what /abilities answers cannot be read: " + wrong, "See docs/backend-protocol.md."));
        return false;
    }

    private void calls(List<Finding> found) throws Silence {
        List<String> missing = new ArrayList<>();
        for (Map.Entry<String, Map<String, @Nullable String>> call : reads().entrySet()) {
            Answer answer = wire.get(call.getKey(), call.getValue(), PATIENCE);
            if (answer.status() != 200 || answer.json().isEmpty()) {
                missing.add(call.getKey() + " (" + answer.status() + ")");
            }
        }
        found.add(
                missing.isEmpty()
                        ? Finding.good("calls", "the lists, the look by key and the marks answer")
                        : Finding.bad(
                                "calls",
                                "these do not answer with 200 and a JSON object: " + String.join(", ", missing),
                                "Without lists nothing is found, without /effects every doubt is a person's,"
                                        + " without /marks nothing is reconciled: see docs/backend-protocol.md."));
    }

    private Map<String, Map<String, @Nullable String>> reads() {
        Map<String, Map<String, @Nullable String>> reads = new LinkedHashMap<>();
        reads.put("/orders", Map.of("limit", "1"));
        reads.put("/customers", Map.of("email", NOBODY + "@example.com", "limit", "1"));
        reads.put("/products", Map.of("limit", "1"));
        reads.put("/effects", Map.of("key", NOBODY));
        reads.put("/marks", Map.of("since", clock.instant().toString(), "limit", "1"));
        return reads;
    }

    private void transport(List<Finding> found) {
        String host = settings.url().getHost();
        boolean near = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
        if ("http".equals(settings.url().getScheme()) && !near) {
            found.add(Finding.note(
                    "transport",
                    "the way to the shop is not encrypted: orders and our token can be read on it",
                    "Use an https:// address, unless that network is yours alone."));
        }
    }
}
