package org.countersign.policy;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.countersign.caller.Grant;
import org.jspecify.annotations.Nullable;

/**
 * Who may confirm: a role with a grant that asks the model once more. So {@code confirm_action} is in the lists of those who
 * need it, and of nobody else.
 */
final class Confirmable {

    static final String TOOL = "confirm_action";

    static Map<String, List<Grant>> added(Map<String, List<Grant>> grants) {
        Map<String, Boolean> roles = new TreeMap<>();
        grants.values().stream()
                .flatMap(List::stream)
                .filter(grant -> grant.confirmation() == Grant.Confirmation.MODEL)
                .forEach(grant -> roles.merge(grant.role(), grant.serviceAccounts(), Boolean::logicalOr));
        Map<String, List<Grant>> all = new HashMap<>(grants);
        all.put(
                TOOL,
                roles.entrySet().stream()
                        .map(role -> grant(role.getKey(), role.getValue()))
                        .toList());
        return all;
    }

    private static Grant grant(String role, boolean serviceAccounts) {
        @Nullable BigDecimal anyConfidence = null;
        return new Grant(
                role,
                TOOL,
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                anyConfidence,
                Grant.Confirmation.NONE,
                List.of(),
                false,
                serviceAccounts);
    }

    private Confirmable() {}
}
