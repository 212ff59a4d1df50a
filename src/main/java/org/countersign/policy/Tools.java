package org.countersign.policy;

import java.util.List;
import java.util.Set;

/** The tools of this server. @param names in their order @param reads those that change nothing */
public record Tools(List<String> names, Set<String> reads) {

    /** Those that a role can be given by a grant of their own. */
    public List<String> grantable() {
        return names.stream().filter(tool -> !tool.equals(Confirmable.TOOL)).toList();
    }
}
