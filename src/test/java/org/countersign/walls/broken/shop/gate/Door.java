package org.countersign.walls.broken.shop.gate;

public interface Door {}
