package org.countersign.walls.broken.backends.backend.second;

import org.countersign.walls.broken.backends.backend.first.First;

public final class Second {
    First first;
}
