package org.countersign.dev.idp;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A set of scope names in the order asked for; its text form is the one of RFC 6749, section 3.3. */
record Scopes(List<String> names) {
    static final Scopes NONE = new Scopes(List.of());
    /** About the person, not about a resource: allowed with every resource. */
    static final Set<String> IDENTITY = Set.of("openid", "profile", "email", "offline_access");

    static final List<String> SUPPORTED = List.of(
            "openid",
            "profile",
            "email",
            "offline_access",
            Resources.COMMERCE_READ,
            Resources.COMMERCE_WRITE,
            Resources.ADMIN);

    Scopes {
        names = List.copyOf(new LinkedHashSet<>(names));
    }

    static Scopes parse(String text) {
        return new Scopes(
                Arrays.stream(text.split(" ")).filter(name -> !name.isBlank()).toList());
    }

    boolean has(String name) {
        return names.contains(name);
    }

    boolean within(Scopes other) {
        return other.names.containsAll(names);
    }

    Scopes only(Predicate<String> wanted) {
        return new Scopes(names.stream().filter(wanted).toList());
    }

    @Override
    public String toString() {
        return names.stream().collect(Collectors.joining(" "));
    }
}
