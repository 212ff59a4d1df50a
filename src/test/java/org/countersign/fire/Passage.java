package org.countersign.fire;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One round trip over a line.
 *
 * @param statements  what was said in it
 * @param transaction what was said since the transaction began, this included
 */
record Passage(List<Statement> statements, List<Statement> transaction) {

    private static final Pattern ACTION = Pattern.compile("act_\\w+");

    /** @param bound the values, as they went over the line */
    record Statement(String sql, String bound) {}

    boolean commits() {
        return statements.stream().anyMatch(said -> said.sql().equals("COMMIT"));
    }

    boolean isAbout(Set<String> marks) {
        return transaction.stream()
                .anyMatch(said -> marks.stream().anyMatch(mark -> said.bound().contains(mark)));
    }

    Set<String> actions() {
        Set<String> actions = new TreeSet<>();
        for (Statement said : transaction) {
            Matcher found = ACTION.matcher(said.bound());
            while (found.find()) {
                actions.add(found.group());
            }
        }
        return actions;
    }
}
