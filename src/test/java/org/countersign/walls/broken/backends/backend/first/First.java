package org.countersign.walls.broken.backends.backend.first;

public final class First {}
