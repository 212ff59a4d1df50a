package org.countersign.console;

import java.time.Instant;
import java.util.List;
import org.countersign.policy.SwitchBoard;
import org.jspecify.annotations.Nullable;

/**
 * The page of switches and blocks, as far as its visitor may see it.
 *
 * @param off    what is off, for everybody
 * @param turned every switch that was ever turned, for those who turn them
 * @param scopes what they can turn; empty for who may not
 * @param blocks who is cut off; absent for who may not see it
 * @param done   what was just done, in words; empty
 */
public record SwitchesView(
        List<OffLine> off,
        List<Turned> turned,
        List<Choice> scopes,
        @Nullable List<BlockRow> blocks,
        String done,
        Typed typed) {

    /** Whether the visitor may change something here. */
    public boolean canSwitch() {
        return !scopes.isEmpty();
    }

    public boolean seesBlocks() {
        return blocks != null;
    }

    /** One switch. */
    public record Turned(String what, boolean enabled, String reason, String byWhom, Instant at) {

        static Turned of(SwitchBoard.Position position) {
            return new Turned(
                    OffLine.scope(position.scope()),
                    position.enabled(),
                    position.reason(),
                    position.byWhom().substring(position.byWhom().indexOf(' ') + 1),
                    Instant.parse(position.at()));
        }
    }

    /** One of a list to choose from. */
    public record Choice(String value, String title, boolean chosen) {}
}
