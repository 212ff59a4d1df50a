package org.countersign.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.countersign.caller.Permissions;
import org.countersign.gate.Json;
import org.countersign.shop.Money;

/**
 * What a role may do beside tools, as JSON: a flag a permission, and {@code decide_approvals} an object with its
 * {@code max_amount}. Absent is no.
 */
final class Rights {

    private static final List<String> FLAGS = List.of(
            Permissions.SEE_PERSONAL_DATA,
            Permissions.HANDLE_ESCALATIONS,
            Permissions.MANAGE_GRANTS,
            Permissions.SWITCH_WRITES,
            Permissions.READ_AUDIT,
            Permissions.RUN_SWEEP);

    /** @param before of this role: {@code never_escalates} can be kept, and never be given */
    static ObjectNode normal(String path, JsonNode written, ObjectNode before, List<Violation> wrong) {
        Set<String> known = new TreeSet<>(FLAGS);
        known.add(Permissions.DECIDE_APPROVALS);
        if (before.has(Permissions.NEVER_ESCALATES)) {
            known.add(Permissions.NEVER_ESCALATES);
        }
        Form form = new Form(path, written, known, wrong);
        ObjectNode json = Json.object();
        for (String name : known) {
            if (name.equals(Permissions.DECIDE_APPROVALS)) {
                decides(form, json);
            } else if (form.flag(name)) {
                json.put(name, true);
            }
        }
        return json;
    }

    private static void decides(Form form, ObjectNode json) {
        String name = Permissions.DECIDE_APPROVALS;
        JsonNode written = form.get(name);
        if (form.has(name) && !(written.isBoolean() && !written.booleanValue())) {
            Money most = form.form(name, Set.of("max_amount")).money("max_amount");
            Terms.money(json.putObject(name), "max_amount", most);
        }
    }

    static ObjectNode of(Role row) {
        ObjectNode json = Json.object();
        new TreeSet<>(row.permissions).forEach(name -> {
            if (name.equals(Permissions.DECIDE_APPROVALS)) {
                Terms.money(json.putObject(name), "max_amount", row.decider().most());
            } else {
                json.put(name, true);
            }
        });
        return json;
    }

    /** @param normal from {@link #normal} */
    static void write(ObjectNode normal, Role row) {
        List<String> names = new ArrayList<>();
        normal.fieldNames().forEachRemaining(names::add);
        row.permissions = names;
        JsonNode most = normal.path(Permissions.DECIDE_APPROVALS).path("max_amount");
        Money money = most.isObject() ? Json.moneyOf(most) : null;
        row.decidesMinor = money == null ? null : money.minor();
        row.decidesCurrency = money == null ? null : money.currency().getCurrencyCode();
    }

    private Rights() {}
}
