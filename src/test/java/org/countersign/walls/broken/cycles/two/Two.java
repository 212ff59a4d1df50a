package org.countersign.walls.broken.cycles.two;

import org.countersign.walls.broken.cycles.one.One;

public final class Two {
    One one;
}
