package org.countersign.walls.broken.caller.gate;

public interface Door {}
