package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which line of ours an item of Medusa is. A line keeps its id when another item takes its place: the new item says so in its
 * metadata, where that was written by an order change (a customer can write metadata of what they put into their cart) and
 * where no other item is that line.
 */
record LineIds(Map<String, String> lineByItem) {

    private static final Pattern LINE = Pattern.compile("[A-Za-z0-9_]{1,128}(\\.[0-9]{1,4}){0,8}");

    /**
     * @param items that are lines now
     * @param added by order changes
     */
    static LineIds of(Collection<JsonNode> items, Set<String> added) {
        Map<String, Optional<String>> wanted = new LinkedHashMap<>();
        items.forEach(item -> wanted.put(id(item), claim(item, added)));
        Map<String, Long> claims = wanted.entrySet().stream()
                .collect(Collectors.groupingBy(item -> item.getValue().orElse(item.getKey()), Collectors.counting()));
        Map<String, String> lines = new LinkedHashMap<>();
        wanted.forEach((item, claim) -> lines.put(
                item, claim.filter(line -> claims.getOrDefault(line, 0L) == 1).orElse(item)));
        return new LineIds(lines);
    }

    /** Of an item that is no line any more: its own id. */
    String line(String itemId) {
        return lineByItem.getOrDefault(itemId, itemId);
    }

    /** The item that is this line now. */
    Optional<String> item(String lineId) {
        return lineByItem.entrySet().stream()
                .filter(entry -> entry.getValue().equals(lineId))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    static String id(JsonNode item) {
        return item.path("id").asText();
    }

    private static Optional<String> claim(JsonNode item, Set<String> added) {
        String line = item.path("metadata").path(Mark.LINE).asText("");
        return added.contains(id(item)) && LINE.matcher(line).matches() ? Optional.of(line) : Optional.empty();
    }
}
