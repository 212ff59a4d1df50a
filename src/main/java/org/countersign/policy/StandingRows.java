package org.countersign.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.countersign.caller.Permissions;
import org.countersign.gate.Json;
import org.jspecify.annotations.Nullable;

/** Reads the tables of roles, grants and settings into a {@link Standing}, within somebody's transaction. */
final class StandingRows {

    /** @param adminRole may manage grants, whatever its row says */
    static Standing read(String shop, String adminRole, @Nullable ShopSettingsRow settings) {
        Map<String, Long> versions = new HashMap<>();
        SortedMap<String, Draft.OfRole> roles = new TreeMap<>();
        for (Role row : Role.in(shop)) {
            ObjectNode permissions = Rights.of(row);
            if (row.name.equals(adminRole)) {
                permissions.put(Permissions.MANAGE_GRANTS, true);
            }
            roles.put(row.name, new Draft.OfRole(sorted(permissions), new TreeMap<>()));
            versions.put(row.name, row.version);
        }
        for (RoleGrant row : RoleGrant.in(shop)) {
            roles.computeIfAbsent(row.role, name -> new Draft.OfRole(Json.object(), new TreeMap<>()))
                    .tools()
                    .put(row.tool, Terms.json(row.enabled, Terms.grant(row)));
            versions.put(Standing.key(row.role, row.tool), row.version);
        }
        versions.put(Standing.SETTINGS, settings == null ? 0 : settings.version);
        String text = settings == null ? "{}" : settings.settings;
        return new Standing(new Draft(roles, settings(text)), versions, adminRole);
    }

    /** What somebody has spoilt beside this API can be seen and replaced with it. */
    private static ObjectNode settings(String text) {
        try {
            return TermsOfShop.json(TermsOfShop.settings(text));
        } catch (IllegalArgumentException malformed) {
            return Json.object().put("unreadable", text);
        }
    }

    private static ObjectNode sorted(ObjectNode json) {
        ObjectNode sorted = Json.object();
        json.properties().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(property -> sorted.set(property.getKey(), property.getValue()));
        return sorted;
    }

    private StandingRows() {}
}
