package org.countersign.policy;

import java.util.List;
import java.util.Set;

/** The tools of this server. @param names in their order @param reads those that change nothing */
public record Tools(List<String> names, Set<String> reads) {}
