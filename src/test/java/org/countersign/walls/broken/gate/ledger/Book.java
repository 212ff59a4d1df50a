package org.countersign.walls.broken.gate.ledger;

public interface Book {}
