package org.countersign.walls.broken.ports.backend.first;

public final class First {}
