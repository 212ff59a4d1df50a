package org.countersign.policy;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** Row of table role_grant: what a role may do with a tool. {@code terms} is the grant as the admin API shows it. */
@Entity
@Table(name = "role_grant", schema = "countersign")
@IdClass(RoleGrantId.class)
public class RoleGrant extends PanacheEntityBase {

    @Id
    public String shop;

    @Id
    public String role;

    @Id
    public String tool;

    public boolean enabled;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(columnDefinition = "jsonb")
    public String terms;

    @Version
    public long version;

    static List<RoleGrant> in(String shop) {
        return list("shop = ?1 order by role, tool", shop);
    }

    static List<RoleGrant> enabledIn(String shop) {
        return list("shop = ?1 and enabled order by role, tool", shop);
    }
}
