package org.countersign.mcp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.countersign.caller.Caller;
import org.countersign.caller.Grant;
import org.countersign.caller.Grants;
import org.countersign.caller.Permissions;

/**
 * Which tools a caller may know of: those a role of theirs was granted. Every method may block, and throws when the
 * grants cannot be read; who asks then shows and does nothing.
 */
@ApplicationScoped
class Visibility {

    private final Instance<Grants> grants;
    private final Catalogue catalogue;

    Visibility(Instance<Grants> grants, Catalogue catalogue) {
        this.grants = grants;
        this.catalogue = catalogue;
    }

    boolean granted(Caller caller, String tool) {
        List<Grant> enabled = grants.get().of(caller.roles(), tool);
        return caller.person() ? !enabled.isEmpty() : enabled.stream().anyMatch(Grant::serviceAccounts);
    }

    /** The roles by which it is granted. */
    Set<String> roles(Caller caller, String tool) {
        return grants.get().of(caller.roles(), tool).stream()
                .filter(grant -> caller.person() || grant.serviceAccounts())
                .map(Grant::role)
                .collect(Collectors.toSet());
    }

    boolean seesPersonalData(Caller caller) {
        return grants.get().permissions(caller.roles()).has(Permissions.SEE_PERSONAL_DATA);
    }

    /** In the order of tools/list. */
    List<Catalogue.Entry> of(Caller caller) {
        return catalogue.all().stream()
                .filter(entry -> granted(caller, entry.spec().name()))
                .toList();
    }
}
