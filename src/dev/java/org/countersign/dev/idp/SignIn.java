package org.countersign.dev.idp;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** What a person agreed to on the login page: every token of the sign-in comes from this and can do no more. */
record SignIn(
        String id,
        String clientId,
        DemoPerson person,
        Optional<URI> resource,
        Scopes scopes,
        Optional<String> nonce,
        Instant at) {}
