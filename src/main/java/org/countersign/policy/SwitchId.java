package org.countersign.policy;

import java.io.Serializable;

/** Key of {@link Switch}; JPA wants it serializable, nobody serializes it. */
public record SwitchId(String shop, String scope) implements Serializable {}
