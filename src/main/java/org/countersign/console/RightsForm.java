package org.countersign.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countersign.caller.Permissions;
import org.countersign.gate.Json;

/** What a role may do beside tools as a form, and the JSON of such a form. */
final class RightsForm {

    private static final String MOST = Permissions.DECIDE_APPROVALS + ".max_amount";

    /** What each flag means, in the order of the page. */
    private static final Map<String, String> FLAGS = new LinkedHashMap<>();

    static {
        FLAGS.put(Permissions.SEE_PERSONAL_DATA, "E-mail addresses, phone numbers and streets are not masked.");
        FLAGS.put(Permissions.HANDLE_ESCALATIONS, "Takes over what only a person can settle.");
        FLAGS.put(Permissions.MANAGE_GRANTS, "Changes roles, grants and settings, but never those of roles held.");
        FLAGS.put(Permissions.SWITCH_WRITES, "Stops and starts all writes, and cuts people off.");
        FLAGS.put(Permissions.READ_AUDIT, "Sees every action, the policy and its history; verifies and exports.");
        FLAGS.put(Permissions.RUN_SWEEP, "Has what is in doubt looked at now.");
    }

    static Fields of(JsonNode permissions) {
        Fields fields = Fields.of(permissions);
        return permissions.has(Permissions.DECIDE_APPROVALS)
                ? fields.with(Permissions.DECIDE_APPROVALS, Fields.YES)
                : fields;
    }

    static ObjectNode json(Fields sent) {
        ObjectNode json = Json.object();
        FLAGS.keySet().forEach(name -> sent.putFlag(json, name));
        sent.putFlag(json, Permissions.NEVER_ESCALATES);
        if (sent.ticked(Permissions.DECIDE_APPROVALS)) {
            sent.putMoney(json.putObject(Permissions.DECIDE_APPROVALS), MOST, "max_amount");
        }
        return json;
    }

    /** @param present what the role may do now: {@code never_escalates} can be taken away, never be given */
    static List<Field> fields(Fields fields, JsonNode present, String currency) {
        List<Field> all = new ArrayList<>();
        all.add(Field.of(
                "check",
                fields,
                Permissions.DECIDE_APPROVALS,
                label(Permissions.DECIDE_APPROVALS),
                "Allows or denies what other people asked for."));
        all.add(Field.money(
                fields, MOST, "Decides up to", "Empty: of any amount. Counts only if it decides approvals.", currency));
        FLAGS.forEach((name, hint) -> all.add(Field.of("check", fields, name, label(name), hint)));
        if (present.has(Permissions.NEVER_ESCALATES)) {
            all.add(Field.of(
                    "check",
                    fields,
                    Permissions.NEVER_ESCALATES,
                    label(Permissions.NEVER_ESCALATES),
                    "No escalation rule asks. Once taken away it cannot be given again."));
        }
        return all;
    }

    private static String label(String name) {
        return Shown.capital(Shown.spoken(name));
    }

    private RightsForm() {}
}
