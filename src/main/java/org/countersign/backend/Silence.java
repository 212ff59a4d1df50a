package org.countersign.backend;

/** No whole answer came. The message says why and names no secret. */
public final class Silence extends Exception {

    private final boolean nothingSent;

    public Silence(String why, boolean nothingSent, Throwable cause) {
        super(why, cause);
        this.nothingSent = nothingSent;
    }

    /** No byte of the request reached a connection. */
    public boolean nothingSent() {
        return nothingSent;
    }

    public String why() {
        return String.valueOf(getMessage());
    }
}
