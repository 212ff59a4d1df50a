package org.countersign.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.countersign.caller.Caller;
import org.countersign.policy.BlockBoard;
import org.jspecify.annotations.Nullable;

/** Cuts people and clients off and lets them in again, for the page and the API alike; it holds when this returns. */
@ApplicationScoped
class Cutting {

    private final BlockBoard board;
    private final Clock clock;

    Cutting(BlockBoard board, Clock clock) {
        this.board = board;
        this.clock = clock;
    }

    /** A time that cannot be meant, and why. */
    static final class BadTime extends Exception {

        private static final long serialVersionUID = 1L;

        BadTime(String message) {
            super(message);
        }
    }

    /** @param written RFC 3339, UTC */
    Instant until(String written) throws BadTime {
        Instant until;
        try {
            until = Instant.parse(written);
        } catch (DateTimeException malformed) {
            throw new BadTime("until must be a time such as 2026-11-21T00:00:00Z (RFC 3339, UTC).");
        }
        if (!until.isAfter(clock.instant())) {
            throw new BadTime("until is over already; a block is lifted instead.");
        }
        return until;
    }

    /** @param until absent: until it is lifted @return why not, if it was not done */
    Optional<String> cut(Caller by, BlockBoard.Whom whom, @Nullable Instant until, String reason) {
        if (whom.is(by)) {
            return Optional.of("Nobody cuts off themselves or the client they use.");
        }
        board.block(by, whom, until, reason);
        board.awaitSends();
        return Optional.empty();
    }

    /** @return whether there was such a block */
    boolean lift(Caller by, BlockBoard.Whom whom, @Nullable String reason) {
        boolean was = board.lift(by, whom, reason);
        if (was) {
            board.awaitSends();
        }
        return was;
    }

    List<ObjectNode> all() {
        return board.all();
    }
}
