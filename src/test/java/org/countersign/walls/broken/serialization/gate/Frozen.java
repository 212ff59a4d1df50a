package org.countersign.walls.broken.serialization.gate;

import java.io.Serializable;

public record Frozen(String name) implements Serializable {}
