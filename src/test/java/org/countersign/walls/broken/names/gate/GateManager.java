package org.countersign.walls.broken.names.gate;

public final class GateManager {}
