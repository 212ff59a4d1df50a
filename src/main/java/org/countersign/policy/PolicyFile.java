package org.countersign.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.countersign.gate.Json;

/** The whole policy as one document: {@code version}, {@code shop}, {@code settings}, {@code roles}. What is not in it is removed. */
final class PolicyFile {

    private static final int VERSION = 1;

    static ObjectNode of(String shop, Draft draft) {
        ObjectNode json = Json.object().put("version", VERSION).put("shop", shop);
        json.set("settings", draft.settings());
        ObjectNode roles = json.putObject("roles");
        draft.roles().forEach((role, of) -> {
            ObjectNode each = roles.putObject(role);
            each.set("permissions", of.permissions());
            ObjectNode tools = each.putObject("tools");
            of.tools().forEach(tools::set);
        });
        return json;
    }

    static Draft read(JsonNode file, String shop, Standing present, List<Violation> wrong) {
        Form form = new Form("", file, Set.of("version", "shop", "settings", "roles"), wrong);
        Integer version = form.whole("version", VERSION, VERSION);
        if (version == null) {
            form.wrong("version", "must be " + VERSION);
        }
        if (!shop.equals(form.text("shop"))) {
            form.wrong("shop", "must be " + shop + ", the shop of this server");
        }
        for (String part : List.of("settings", "roles")) {
            if (!form.has(part)) {
                form.wrong(part, "is missing: a file without it would remove all of it");
            }
        }
        ObjectNode settings = TermsOfShop.json(
                TermsOfShop.settings("settings", form.has("settings") ? form.get("settings") : Json.object(), wrong));
        return new Draft(roles("roles", form.get("roles"), present, wrong), settings);
    }

    /** Roles by name, each with its permissions and its grants by tool. */
    static SortedMap<String, Draft.OfRole> roles(
            String path, JsonNode written, Standing present, List<Violation> wrong) {
        SortedMap<String, Draft.OfRole> roles = new TreeMap<>();
        if (!written.isObject() && !written.isMissingNode()) {
            wrong.add(new Violation(path, "must be an object with one role a name"));
        }
        for (Map.Entry<String, JsonNode> role : written.properties()) {
            roles.put(role.getKey(), role(path, role.getKey(), role.getValue(), present, wrong));
        }
        return roles;
    }

    private static Draft.OfRole role(
            String path, String name, JsonNode written, Standing present, List<Violation> wrong) {
        Form form = new Form(path + "." + name, written, Set.of("permissions", "tools"), wrong);
        ObjectNode before = present.permissions(name);
        ObjectNode permissions = Rights.normal(
                form.at("permissions"), or(form, "permissions"), before == null ? Json.object() : before, wrong);
        SortedMap<String, ObjectNode> tools = new TreeMap<>();
        JsonNode grants = or(form, "tools");
        if (!grants.isObject()) {
            form.wrong("tools", "must be an object with one grant a tool");
        }
        grants.properties()
                .forEach(tool -> tools.put(
                        tool.getKey(),
                        Terms.normal(form.at("tools." + tool.getKey()), name, tool.getKey(), tool.getValue(), wrong)));
        return new Draft.OfRole(permissions, tools);
    }

    private static JsonNode or(Form form, String name) {
        return form.has(name) ? form.get(name) : Json.object();
    }

    private PolicyFile() {}
}
