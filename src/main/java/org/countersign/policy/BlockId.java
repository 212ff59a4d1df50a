package org.countersign.policy;

import java.io.Serializable;

/** Key of {@link Block}; JPA wants it serializable, nobody serializes it. */
public record BlockId(String shop, String kind, String issuer, String name) implements Serializable {}
