package org.countersign.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.countersign.gate.Json;
import org.countersign.policy.Violation;

/**
 * A form of the policy as somebody typed it: texts by the names of their fields, which are the paths of the JSON that the admin
 * API takes ({@code approvals.0.above.amount}), and what is wrong with them by the same names. What is no number stays text, so
 * that it is refused as the API refuses it.
 */
record Fields(Map<String, String> texts, List<Violation> wrong) {

    static final String YES = "true";
    static final String REASON = "reason";
    static final String SEEN = "seen";
    private static final int LONGEST_REASON = 500;
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,9}");
    private static final Pattern SHARE = Pattern.compile("-?[0-9]{1,3}(\\.[0-9]{1,6})?");
    private static final Pattern INDEX = Pattern.compile("\\[([0-9]+)]");

    Fields {
        texts = Map.copyOf(texts);
        wrong = List.copyOf(wrong);
    }

    /** What stands, as a form would have it. */
    static Fields of(JsonNode json) {
        return new Fields(Flat.of(json), List.of());
    }

    /** Empty for what was not sent. */
    String text(String name) {
        return texts.getOrDefault(name, "").strip();
    }

    boolean ticked(String name) {
        return text(name).equals(YES);
    }

    boolean isBlank(String name) {
        return text(name).isEmpty();
    }

    /** Everything that somebody typed, so that it is not lost with the form. */
    String words() {
        return texts.entrySet().stream()
                .filter(each -> !each.getKey().equals(SEEN) && !each.getKey().equals(Csrf.FIELD))
                .filter(each -> !each.getValue().isBlank())
                .sorted(Map.Entry.comparingByKey())
                .map(each -> each.getKey() + ": " + each.getValue())
                .collect(Collectors.joining("\n"));
    }

    Fields with(String name, String text) {
        Map<String, String> more = new HashMap<>(texts);
        more.put(name, text);
        return new Fields(more, wrong);
    }

    /** @param violations by the paths of the API @param prefix of those paths that is not in the names here */
    Fields but(List<Violation> violations, String... prefix) {
        return new Fields(
                texts,
                violations.stream()
                        .map(each -> new Violation(name(each.path(), prefix), each.problem()))
                        .toList());
    }

    private static String name(String path, String... prefixes) {
        for (String prefix : prefixes) {
            if (path.equals(prefix)) {
                return "";
            }
            if (path.startsWith(prefix + ".")) {
                return name(path.substring(prefix.length() + 1));
            }
        }
        return INDEX.matcher(path).replaceAll(".$1");
    }

    /** Of this field and its parts; empty where nothing is wrong. */
    String problem(String name) {
        return wrong.stream()
                .filter(each -> isOf(name, each.path()))
                .map(Violation::problem)
                .collect(Collectors.joining("; "));
    }

    static boolean isOf(String name, String path) {
        return path.equals(name) || path.startsWith(name + ".");
    }

    /** The reason for the history, which anybody may leave out. */
    List<Violation> reasonProblems() {
        String reason = text(REASON);
        List<Violation> problems = new ArrayList<>();
        if (reason.length() > LONGEST_REASON || reason.indexOf('\0') >= 0) {
            problems.add(new Violation(REASON, "must have at most " + LONGEST_REASON + " characters"));
        }
        return problems;
    }

    void putFlag(ObjectNode json, String name) {
        if (ticked(name)) {
            json.put(name, true);
        }
    }

    void putText(ObjectNode json, String name) {
        if (!isBlank(name)) {
            json.put(name, text(name));
        }
    }

    /** @param path of the field @param name in the object */
    void putWhole(ObjectNode json, String path, String name) {
        String text = text(path);
        if (!text.isEmpty()) {
            json.set(
                    name,
                    WHOLE.matcher(text).matches() ? IntNode.valueOf(Integer.parseInt(text)) : TextNode.valueOf(text));
        }
    }

    void putShare(ObjectNode json, String name) {
        String text = text(name);
        if (SHARE.matcher(text).matches()) {
            json.put(name, new BigDecimal(text));
        } else {
            putText(json, name);
        }
    }

    /** Without an amount there is none, whatever the currency. */
    void putMoney(ObjectNode json, String path, String name) {
        if (!isBlank(path + ".amount")) {
            ObjectNode money = Json.object().put("amount", text(path + ".amount"));
            if (!isBlank(path + ".currency")) {
                money.put("currency", text(path + ".currency").toUpperCase(Locale.ROOT));
            }
            json.set(name, money);
        }
    }
}
