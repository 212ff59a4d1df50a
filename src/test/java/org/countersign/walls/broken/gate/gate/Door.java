package org.countersign.walls.broken.gate.gate;

import org.countersign.walls.broken.gate.ledger.Book;

public final class Door {
    Book book;
}
