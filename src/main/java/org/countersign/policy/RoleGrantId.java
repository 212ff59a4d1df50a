package org.countersign.policy;

import java.io.Serializable;

/** Key of {@link RoleGrant}; JPA wants it serializable, nobody serializes it. */
public record RoleGrantId(String shop, String role, String tool) implements Serializable {}
