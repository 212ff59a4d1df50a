package org.countersign.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.panache.common.Parameters;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.countersign.gate.Json;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Row of table policy_change: added, never changed. */
@Entity
@Table(name = "policy_change", schema = "countersign")
public class PolicyChangeRow extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    public String shop;

    public Instant at;

    public String kind;

    @Nullable
    public String role;

    @Nullable
    public String tool;

    public long version;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(columnDefinition = "jsonb")
    @Nullable
    public String before;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(columnDefinition = "jsonb")
    @Nullable
    public String after;

    public String issuer;

    public String subject;

    @Column(name = "client_id")
    @Nullable
    public String clientId;

    @Nullable
    public String reason;

    /** The highest version that anything of this name ever had here: the next one is above it. */
    static long lastVersion(String shop, String role, @Nullable String tool) {
        return PolicyChangeRow.<PolicyChangeRow>find(
                        "shop = ?1 and role = ?2 and coalesce(tool, '') = ?3 order by version desc",
                        shop,
                        role,
                        tool == null ? "" : tool)
                .firstResultOptional()
                .map(row -> row.version)
                .orElse(0L);
    }

    static List<PolicyChangeRow> newest(
            String shop, @Nullable String role, @Nullable String tool, @Nullable Long before, int limit) {
        List<String> conditions = new ArrayList<>(List.of("shop = :shop"));
        Parameters values = Parameters.with("shop", shop);
        if (role != null) {
            conditions.add("role = :role");
            values.and("role", role);
        }
        if (tool != null) {
            conditions.add("tool = :tool");
            values.and("tool", tool);
        }
        if (before != null) {
            conditions.add("id < :before");
            values.and("before", before);
        }
        return PolicyChangeRow.<PolicyChangeRow>find(String.join(" and ", conditions) + " order by id desc", values)
                .range(0, limit - 1)
                .list();
    }

    /** Settings have no role: the index on role finds theirs. */
    static List<PolicyChangeRow> newest(String shop, Change.Kind kind, int limit) {
        return PolicyChangeRow.<PolicyChangeRow>find(
                        "shop = ?1 and role is null and tool is null and kind = ?2 order by id desc",
                        shop,
                        Json.wire(kind))
                .range(0, limit - 1)
                .list();
    }

    ObjectNode json() {
        ObjectNode json = Json.object()
                .put("id", String.valueOf(id))
                .put("at", at.toString())
                .put("kind", kind)
                .put("role", role)
                .put("tool", tool)
                .put("version", version)
                .put("reason", reason);
        json.putObject("by").put("issuer", issuer).put("subject", subject).put("client_id", clientId);
        put(json, "before", before);
        put(json, "after", after);
        return json;
    }

    private static void put(ObjectNode json, String name, @Nullable String text) {
        if (text != null) {
            json.set(name, Json.parse(text));
        }
    }
}
