package org.countersign.walls.broken.cycles.one;

import org.countersign.walls.broken.cycles.two.Two;

public final class One {
    Two two;
}
