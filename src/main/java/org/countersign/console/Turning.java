package org.countersign.console;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.countersign.caller.Caller;
import org.countersign.gate.GateSettings;
import org.countersign.mcp.ToolNames;
import org.countersign.policy.SwitchBoard;

/** The kill switch for the page and the API alike: what there is to switch, and that it holds when this returns. */
@ApplicationScoped
class Turning {

    static final String ALL = "all";

    private static final String TOOL = "tool:";
    private static final String BACKEND = "backend:";

    private final SwitchBoard board;
    private final ToolNames tools;
    private final String backend;

    Turning(SwitchBoard board, ToolNames tools, GateSettings settings) {
        this.board = board;
        this.tools = tools;
        this.backend = settings.account();
    }

    static String tool(String name) {
        return TOOL + name;
    }

    static String backend(String name) {
        return BACKEND + name;
    }

    /** What can be switched: all writes, the shop system, each tool that writes. */
    List<String> scopes() {
        List<String> scopes = new ArrayList<>(List.of(ALL, backend(backend)));
        tools.inOrder().stream()
                .filter(tool -> !tools.reads().contains(tool))
                .map(Turning::tool)
                .forEach(scopes::add);
        return scopes;
    }

    /** Why there is nothing of that name to switch, if so: a switch that stops nothing would look like one that does. */
    Optional<String> unknown(String scope) {
        if (scope.startsWith(BACKEND) && !scope.equals(backend(backend))) {
            return Optional.of("This server acts on the backend " + backend + ", not on that one.");
        }
        return scope.startsWith(BACKEND)
                        || scope.equals(ALL)
                        || (scope.startsWith(TOOL) && tools.inOrder().contains(scope.substring(TOOL.length())))
                ? Optional.empty()
                : Optional.of("There is no such tool; known are " + String.join(", ", tools.inOrder()) + ".");
    }

    /** From when this returns nothing is sent that the switch stops. */
    void turn(Caller by, String scope, boolean enabled, String reason) {
        board.turn(by, scope, enabled, reason);
        board.awaitSends();
    }

    List<SwitchBoard.Position> positions() {
        return board.positions();
    }
}
