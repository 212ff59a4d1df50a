package org.countersign.walls;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;

/** Accesses to a method, called or referred to ({@code Class::forName}), also through a subtype. */
final class Reaches {

    static DescribedPredicate<JavaAccess<?>> method(String owner, String name) {
        return DescribedPredicate.describe(
                owner + "." + name,
                access -> access.getTarget().getName().equals(name)
                        && access.getTargetOwner().isAssignableTo(owner));
    }

    private Reaches() {}
}
