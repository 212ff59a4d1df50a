package org.countersign.backend.medusa;

import org.countersign.backend.Answer;

/** How Medusa says no: {@code {"type", "message"}}; both empty when the body is something else. */
record Refused(String type, String message) {

    private static final String INVALID = "invalid_data";

    static Refused of(Answer answer) {
        return answer.json()
                .map(json -> new Refused(
                        json.path("type").asText(""), json.path("message").asText("")))
                .orElse(new Refused("", ""));
    }

    /**
     * Said before anything of an order is touched: there is none, it was cancelled, or the request has not the form.
     *
     * @param order its id
     */
    boolean ofOrder(String order) {
        return isInvalid("Order with id " + order + " has been canceled.")
                || isNotFound("Order id not found: " + order)
                || beginsInvalid("Invalid request: ");
    }

    boolean isInvalid(String wanted) {
        return type.equals(INVALID) && message.equals(wanted);
    }

    boolean beginsInvalid(String wanted) {
        return type.equals(INVALID) && message.startsWith(wanted);
    }

    boolean isNotFound(String wanted) {
        return type.equals("not_found") && message.equals(wanted);
    }

    boolean beginsNotFound(String wanted) {
        return type.equals("not_found") && message.startsWith(wanted);
    }

    boolean beginsNotAllowed(String wanted) {
        return type.equals("not_allowed") && message.startsWith(wanted);
    }
}
