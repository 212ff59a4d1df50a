package org.countersign.walls.broken.writes.gate;

/** Stands for the real one. */
public interface Action {}
