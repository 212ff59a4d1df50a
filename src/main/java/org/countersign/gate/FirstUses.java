package org.countersign.gate;

import java.util.Collection;

/**
 * Who uses which tool for the first time, so that somebody may look at it. It neither blocks nor throws: a call that cannot
 * be noted goes on, and the next one is noted.
 */
public interface FirstUses {

    /** @param roles that allow it to this caller */
    void used(Collection<String> roles, String tool);
}
