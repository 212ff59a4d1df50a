package org.countersign.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.countersign.caller.Caller;
import org.countersign.policy.Draft;
import org.countersign.policy.Standing;
import org.countersign.policy.Tools;

/**
 * The matrix of roles and tools.
 *
 * @param roles  its columns
 * @param groups of tools: those that read, those that change something, and those that this server does not have
 * @param form   of a new role
 */
public record RolesView(Sheet sheet, List<Column> roles, List<Group> groups, List<Field> form) {

    /** @param may what it may do beside tools @param own whether the viewer holds it */
    public record Column(String role, String path, List<String> may, boolean own) {}

    public record Group(String name, List<Row> rows) {}

    public record Row(String tool, List<Cell> cells) {}

    /** @param text empty for a tool that the role does not have @param label the same, for who does not see the table */
    public record Cell(String path, String text, String label, boolean off) {}

    static RolesView of(Standing now, Tools tools, Caller viewer, Sheet sheet, Fields typed) {
        Draft draft = now.draft();
        List<Column> columns = draft.roles().entrySet().stream()
                .map(each -> new Column(
                        each.getKey(),
                        RolePages.path(each.getKey()),
                        PolicyWords.permissions(each.getValue().permissions()),
                        viewer.roles().contains(each.getKey())))
                .toList();
        List<Group> groups = new ArrayList<>();
        add(
                groups,
                "Tools that read",
                tools.grantable().stream().filter(tools.reads()::contains).toList(),
                now,
                tools);
        add(
                groups,
                "Tools that change something",
                tools.grantable().stream()
                        .filter(tool -> !tools.reads().contains(tool))
                        .toList(),
                now,
                tools);
        add(groups, "Tools that this server does not have", unknown(draft, tools), now, tools);
        return new RolesView(sheet, columns, groups, form(typed));
    }

    static List<Field> form(Fields typed) {
        return List.of(
                Field.of(
                        "text",
                        typed,
                        RolesPages.NAME,
                        "Name",
                        "As the identity provider's tokens have it: letters, digits and _ . : + = ~ -"),
                Field.reason(typed).getFirst());
    }

    private static Collection<String> unknown(Draft draft, Tools tools) {
        Set<String> unknown = new TreeSet<>();
        draft.roles().values().forEach(role -> unknown.addAll(role.tools().keySet()));
        unknown.removeAll(tools.grantable());
        return unknown;
    }

    private static void add(List<Group> groups, String name, Collection<String> names, Standing now, Tools tools) {
        if (!names.isEmpty()) {
            groups.add(new Group(
                    name,
                    names.stream()
                            .map(tool -> new Row(
                                    tool,
                                    now.draft().roles().keySet().stream()
                                            .map(role -> cell(now, role, tool, tools))
                                            .toList()))
                            .toList()));
        }
    }

    private static Cell cell(Standing now, String role, String tool, Tools tools) {
        ObjectNode grant = now.grant(role, tool);
        String text =
                grant == null ? "" : PolicyWords.brief(grant, tools.reads().contains(tool));
        String label = tool + " for " + role + ": " + (text.isEmpty() ? "not given" : text);
        return new Cell(GrantPages.path(role, tool), text, label, text.equals("off"));
    }
}
