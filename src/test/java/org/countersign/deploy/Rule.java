package org.countersign.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** What must hold of everything that is applied together. */
record Rule(String name, BiConsumer<Composition, List<String>> check) {

    static final List<Rule> ALL = rules();

    List<String> objections(Composition composition) {
        List<String> found = new ArrayList<>();
        check.accept(composition, found);
        return found;
    }

    static Rule named(String name) {
        return ALL.stream().filter(rule -> rule.name.equals(name)).findFirst().orElseThrow();
    }

    private static List<Rule> rules() {
        List<Rule> all = new ArrayList<>(PodRules.ALL);
        all.addAll(ServerRules.ALL);
        all.addAll(ReferenceRules.ALL);
        all.addAll(TrafficRules.ALL);
        all.addAll(SecretRules.ALL);
        all.addAll(DatabaseRules.ALL);
        return List.copyOf(all);
    }

    @Override
    public String toString() {
        return name;
    }
}
