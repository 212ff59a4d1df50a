package org.countersign.walls.broken.signs.nosign;

public final class Unsigned {}
