package org.countersign.shop;

/** The shop cannot be asked now: nothing was changed by the call that met this. The message names no secret. */
public final class BackendUnavailable extends RuntimeException {

    public BackendUnavailable(String message) {
        super(message);
    }

    public BackendUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
