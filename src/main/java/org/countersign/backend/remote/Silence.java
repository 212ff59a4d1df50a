package org.countersign.backend.remote;

/** No whole answer came. The message says why and names no secret. */
final class Silence extends Exception {

    private final boolean nothingSent;

    Silence(String why, boolean nothingSent, Throwable cause) {
        super(why, cause);
        this.nothingSent = nothingSent;
    }

    /** No byte of the request reached a connection. */
    boolean nothingSent() {
        return nothingSent;
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
