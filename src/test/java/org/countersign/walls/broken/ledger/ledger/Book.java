package org.countersign.walls.broken.ledger.ledger;

import org.countersign.walls.broken.ledger.refund.Refunding;

public final class Book {
    Refunding refunding;
}
