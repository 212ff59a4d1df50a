package org.countersign.policy;

import jakarta.enterprise.context.ApplicationScoped;

/** Lets a test that changed grants or switches by SQL go on without waiting for the server's own second. */
@ApplicationScoped
public class FreshPolicy {

    private final Policy policy;

    FreshPolicy(Policy policy) {
        this.policy = policy;
    }

    public void readAgain() {
        policy.changed();
    }
}
