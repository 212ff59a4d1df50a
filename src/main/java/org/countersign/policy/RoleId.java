package org.countersign.policy;

import java.io.Serializable;

/** Key of {@link Role}; JPA wants it serializable, nobody serializes it. */
public record RoleId(String shop, String name) implements Serializable {}
