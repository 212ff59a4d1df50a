package org.countersign.shop;

/** The sample shop's data, where a sample shop is configured. */
public interface SampleData {

    /** Whether this server runs the sample shop. */
    boolean present();

    /** Puts all of it back as it was after the first import, with the dates renewed. One transaction. */
    void reset();
}
