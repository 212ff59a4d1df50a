package org.countersign.policy;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.List;
import org.countersign.caller.Permissions;
import org.countersign.shop.Money;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Row of table role: the permissions beside tools. */
@Entity
@Table(name = "role", schema = "countersign")
@IdClass(RoleId.class)
public class Role extends PanacheEntityBase {

    @Id
    public String shop;

    @Id
    public String name;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(columnDefinition = "text[]")
    public List<String> permissions;

    /** Up to which amount it decides approvals, in minor units; absent: without limit. */
    @Column(name = "decides_minor")
    public @Nullable Long decidesMinor;

    @Column(name = "decides_currency")
    public @Nullable String decidesCurrency;

    @Version
    public long version;

    Permissions.Decider decider() {
        return new Permissions.Decider(
                name,
                decidesMinor == null ? null : new Money(decidesMinor, Money.currency(String.valueOf(decidesCurrency))));
    }

    static List<Role> in(String shop) {
        return list("shop", shop);
    }
}
