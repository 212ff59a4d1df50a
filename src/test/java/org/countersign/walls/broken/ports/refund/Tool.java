package org.countersign.walls.broken.ports.refund;

import org.countersign.walls.broken.ports.backend.first.First;

public final class Tool {
    First first;
}
