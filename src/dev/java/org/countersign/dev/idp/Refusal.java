package org.countersign.dev.idp;

/** An answer that says no: an HTTP status, an OAuth error code (RFC 6749, section 5.2) and what to do next. */
@SuppressWarnings("serial")
final class Refusal extends RuntimeException {
    private final int status;
    private final String error;

    Refusal(int status, String error, String description) {
        super(description, null, false, false);
        this.status = status;
        this.error = error;
    }

    static Refusal invalidRequest(String description) {
        return new Refusal(400, "invalid_request", description);
    }

    static Refusal invalidGrant(String description) {
        return new Refusal(400, "invalid_grant", description);
    }

    int status() {
        return status;
    }

    String error() {
        return error;
    }

    String description() {
        return String.valueOf(getMessage());
    }
}
