package org.countersign.walls.broken.injection.gate;

import jakarta.inject.Inject;

public final class Injected {
    @Inject
    String name;
}
