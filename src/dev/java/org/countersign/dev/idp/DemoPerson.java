package org.countersign.dev.idp;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Somebody to sign in as. The subject is stable and not the user name, so that nothing can mistake one for another. */
record DemoPerson(String user, String name, List<String> roles) {
    static final List<DemoPerson> ALL = List.of(
            new DemoPerson("ada", "Ada Agent", List.of("support_agent")),
            new DemoPerson("ben", "Ben Agent", List.of("support_agent")),
            new DemoPerson("lea", "Lea Lead", List.of("support_lead")),
            new DemoPerson("wim", "Wim Warehouse", List.of("warehouse")),
            new DemoPerson("sam", "Sam Admin", List.of("shop_admin")),
            new DemoPerson("aud", "Aud Auditor", List.of("auditor")),
            new DemoPerson("bench", "Bench Mark", List.of("benchmark")),
            new DemoPerson("nora", "Nora Norole", List.of()));

    DemoPerson {
        roles = List.copyOf(roles);
    }

    static Optional<DemoPerson> named(String user) {
        return ALL.stream().filter(person -> person.user.equals(user)).findFirst();
    }

    static String known() {
        return ALL.stream().map(DemoPerson::user).collect(Collectors.joining(", "));
    }

    String subject() {
        return "u-" + user;
    }

    String email() {
        return user + "@countersign.example";
    }
}
