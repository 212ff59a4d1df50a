package org.countersign.mcp;

import org.countersign.caller.Caller;

/**
 * A page where one person, and nobody else, decides on an action. Who they are is checked there: to know the address gives no
 * right.
 *
 * @param id      opaque; the same for every invitation to this page
 * @param issuer  of the person who decides
 * @param subject of the person who decides
 */
public record Visit(String id, String issuer, String subject, String url) {

    boolean isFor(Caller caller) {
        return caller.person()
                && caller.issuer().equals(issuer)
                && caller.subject().equals(subject);
    }
}
