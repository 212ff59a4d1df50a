package org.countersign.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.countersign.gate.Json;
import org.countersign.policy.Draft;
import org.countersign.policy.Standing;
import org.countersign.policy.Tools;
import org.jspecify.annotations.Nullable;

/**
 * One role.
 *
 * @param words  what it may do beside tools, now
 * @param grants what it may do with its tools
 * @param others tools that it does not have
 */
public record RoleView(
        String role,
        Sheet sheet,
        List<String> words,
        List<Field> fields,
        List<Field> why,
        List<Tool> grants,
        List<Tool> others,
        List<ChangeRow> history) {

    public record Tool(String name, String path, String words) {}

    /** @param typed absent: what stands */
    static RoleView of(
            Standing now, String role, Tools tools, @Nullable Fields typed, Sheet sheet, List<ChangeRow> history) {
        Draft.OfRole of = now.draft().roles().get(role);
        ObjectNode permissions = of == null ? Json.object() : of.permissions();
        SortedMap<String, ObjectNode> grants = of == null ? new TreeMap<>() : of.tools();
        return new RoleView(
                role,
                sheet,
                PolicyWords.permissions(permissions),
                RightsForm.fields(
                        typed == null ? RightsForm.of(permissions) : typed, permissions, Editing.currency(now)),
                Field.reason(typed == null ? new Fields(Map.of(), List.of()) : typed),
                grants.entrySet().stream()
                        .map(each -> new Tool(
                                each.getKey(),
                                GrantPages.path(role, each.getKey()),
                                PolicyWords.brief(each.getValue(), tools.reads().contains(each.getKey()))))
                        .toList(),
                tools.grantable().stream()
                        .filter(tool -> !grants.containsKey(tool))
                        .map(tool -> new Tool(tool, GrantPages.path(role, tool), ""))
                        .toList(),
                history);
    }

    RoleView with(Sheet other) {
        return new RoleView(role, other, words, fields, why, grants, others, history);
    }
}
