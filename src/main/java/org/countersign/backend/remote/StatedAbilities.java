package org.countersign.backend.remote;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.countersign.backend.Fields;
import org.countersign.backend.PassageSettings;
import org.countersign.gate.Abilities;
import org.countersign.gate.Absence;
import org.countersign.gate.Resend;
import org.countersign.shop.BackendUnavailable;
import org.jspecify.annotations.Nullable;

/**
 * What the shop says of each of its tools. Asked when it is first needed, and again after a while; while the shop is
 * silent, what it said last holds.
 */
@ApplicationScoped
class StatedAbilities {

    private static final Duration LONGEST_CALL = Duration.ofSeconds(60);
    private static final Duration LONGEST_SETTLE = Duration.ofDays(1);
    private static final Duration LONGEST_KEY = Duration.ofDays(3660);

    private final Questions questions;
    private final PassageSettings settings;
    private final Duration holds;
    private volatile @Nullable Known known;

    private record Known(Map<String, Stated> tools, long askedAt) {}

    /** @param closesKeys whether a key without an effect can be kept from ever having one */
    record Stated(Abilities abilities, boolean closesKeys) {}

    StatedAbilities(Questions questions, PassageSettings settings, RemoteSettings remote) {
        this.questions = questions;
        this.settings = settings;
        this.holds = remote.abilitiesFor();
    }

    /** @throws BackendUnavailable when the shop has never said it */
    Stated of(String tool) {
        Known now = known;
        if (now == null || System.nanoTime() - now.askedAt() > holds.toNanos()) {
            now = asked(now);
        }
        return Optional.ofNullable(now.tools().get(tool))
                .orElseThrow(() -> new BackendUnavailable("the shop's abilities do not name " + tool
                        + "; it belongs there, or into COUNTERSIGN_REMOTE_WITHOUT_TOOLS"));
    }

    private Known asked(@Nullable Known last) {
        try {
            Map<String, Stated> tools = questions
                    .one("/abilities", Map.of(), this::tools)
                    .orElseThrow(() -> new BackendUnavailable("the shop states no abilities"));
            Known now = new Known(tools, System.nanoTime());
            known = now;
            return now;
        } catch (BackendUnavailable silent) {
            if (last == null) {
                throw silent;
            }
            return last;
        }
    }

    /** What an answer to {@code /abilities} says, by tool. */
    Map<String, Stated> tools(Fields answer) {
        Map<String, Stated> stated = new LinkedHashMap<>();
        Fields tools = answer.object("tools");
        tools.json().fieldNames().forEachRemaining(tool -> stated.put(tool, stated(tools.object(tool))));
        return stated;
    }

    /** Judged not before the shop itself has given up, nor before we have. */
    private Stated stated(Fields tool) {
        Resend resend = tool.word(Resend.class, "resend");
        Duration ours = settings.callTimeout();
        Duration theirs = tool.duration("call_timeout", LONGEST_CALL);
        return new Stated(
                new Abilities(
                        resend,
                        tool.word(Absence.class, "absence"),
                        resend == Resend.KEY ? tool.duration("key_lifetime", LONGEST_KEY) : Duration.ZERO,
                        tool.duration("settle_time", LONGEST_SETTLE),
                        theirs.compareTo(ours) > 0 ? theirs : ours),
                tool.flagOr("closes_keys", false));
    }
}
