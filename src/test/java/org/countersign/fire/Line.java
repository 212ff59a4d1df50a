package org.countersign.fire;

/** The three lines of a server: each has a tap. */
enum Line {
    LEDGER,
    SHOP,
    CLIENT
}
