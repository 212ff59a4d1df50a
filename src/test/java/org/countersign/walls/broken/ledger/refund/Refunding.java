package org.countersign.walls.broken.ledger.refund;

public interface Refunding {}
