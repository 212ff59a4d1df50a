package org.countersign.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Lists of named things. */
final class Nodes {

    static Set<String> names(JsonNode list, Predicate<JsonNode> which) {
        Set<String> names = new TreeSet<>();
        list.forEach(each -> {
            if (which.test(each)) {
                names.add(each.path("name").asText());
            }
        });
        return names;
    }

    static Set<String> keys(JsonNode object) {
        Set<String> keys = new TreeSet<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private Nodes() {}
}
