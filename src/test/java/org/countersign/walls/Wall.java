package org.countersign.walls;

import com.tngtech.archunit.lang.ArchRule;
import java.util.function.Function;

/**
 * A rule of the house, for the house below any root package: the product stands below {@code org.countersign}, and below
 * {@code org.countersign.walls.broken.<name>} stands a small house that was built wrong on purpose.
 *
 * @param broken the class in the wrong house that the rule must name
 */
record Wall(String name, String broken, Function<String, ArchRule> rule) {

    static final String PRODUCT = "org.countersign";

    ArchRule ofTheProduct() {
        return rule.apply(PRODUCT);
    }

    String brokenHouse() {
        return PRODUCT + ".walls.broken." + name;
    }

    @Override
    public String toString() {
        return name;
    }
}
