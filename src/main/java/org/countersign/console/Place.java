package org.countersign.console;

import java.util.Arrays;
import java.util.List;
import org.countersign.caller.Permissions;

/** The rooms of the console: where each is, and one of which permissions opens it; none: every person who is signed in. */
enum Place {
    HOME("/console", "Home"),
    APPROVALS("/console/approvals", "Approvals"),
    ESCALATIONS("/console/escalations", "Escalations", Permissions.HANDLE_ESCALATIONS),
    ACTIONS("/console/actions", "Actions", Permissions.HANDLE_ESCALATIONS, Permissions.READ_AUDIT),
    ROLES("/console/roles", "Roles", Permissions.MANAGE_GRANTS, Permissions.READ_AUDIT),
    ACCESS("/console/access", "Access", Permissions.MANAGE_GRANTS, Permissions.READ_AUDIT),
    SETTINGS("/console/settings", "Settings", Permissions.MANAGE_GRANTS, Permissions.READ_AUDIT),
    SWITCHES("/console/switches", "Switches"),
    AUDIT("/console/audit", "Audit", Permissions.READ_AUDIT),
    CALIBRATION("/console/calibration", "Calibration", Permissions.MANAGE_GRANTS, Permissions.READ_AUDIT);

    private final String path;
    private final String title;
    private final List<String> anyOf;

    Place(String path, String title, String... anyOf) {
        this.path = path;
        this.title = title;
        this.anyOf = List.of(anyOf);
    }

    String path() {
        return path;
    }

    String title() {
        return title;
    }

    /** The permissions one of which is needed; empty: none. */
    List<String> anyOf() {
        return anyOf;
    }

    boolean isOpenTo(Permissions permissions) {
        return anyOf.isEmpty() || anyOf.stream().anyMatch(permissions::has);
    }

    /** What these may open, in the order of the menu. */
    static List<Place> openTo(Permissions permissions) {
        return Arrays.stream(values())
                .filter(place -> place.isOpenTo(permissions))
                .toList();
    }
}
