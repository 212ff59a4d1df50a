package org.countersign.walls.broken.caller.caller;

import org.countersign.walls.broken.caller.gate.Door;

public final class Visitor {
    Door door;
}
