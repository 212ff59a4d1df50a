package org.countersign.walls.broken.writes.refund;

/** Stands for the real port. */
interface Refunds {
    String refund(String what);
}
