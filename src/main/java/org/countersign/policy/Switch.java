package org.countersign.policy;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;

/** Row of table switch: the kill switch. */
@Entity
@Table(name = "switch", schema = "countersign")
@IdClass(SwitchId.class)
public class Switch extends PanacheEntityBase {

    @Id
    public String shop;

    @Id
    public String scope;

    public boolean enabled;

    public String reason;

    @Column(name = "by_whom")
    public String byWhom;

    public Instant at;

    /** Who did it; {@code by_whom} is issuer and subject, with a space between. */
    String subject() {
        return byWhom.substring(byWhom.indexOf(' ') + 1);
    }

    static List<Switch> in(String shop) {
        return list("shop = ?1 order by scope", shop);
    }

    static List<Switch> offIn(String shop) {
        return list("shop = ?1 and not enabled order by scope", shop);
    }
}
