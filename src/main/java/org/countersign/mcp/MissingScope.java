package org.countersign.mcp;

/** What was asked for is granted, but the token lacks the scope. */
final class MissingScope extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MissingScope() {
        super("the token lacks the scope", null, false, false);
    }
}
