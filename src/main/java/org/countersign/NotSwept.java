package org.countersign;

/** Why nothing was swept, in words for an operator and without a secret in them. */
@SuppressWarnings("serial")
final class NotSwept extends RuntimeException {

    NotSwept(String why) {
        super(why, null, false, false);
    }
}
