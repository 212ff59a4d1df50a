package org.countersign.policy;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Row of table block: one person (issuer and subject) or one client that is cut off. */
@Entity
@Table(name = "block", schema = "countersign")
@IdClass(BlockId.class)
public class Block extends PanacheEntityBase {

    @Id
    public String shop;

    @Id
    public String kind;

    @Id
    public String issuer;

    @Id
    public String name;

    @Nullable
    public Instant until;

    public String reason;

    @Column(name = "by_issuer")
    public String byIssuer;

    @Column(name = "by_subject")
    public String bySubject;

    public Instant at;

    static List<Block> in(String shop) {
        return list("shop = ?1 order by kind, issuer, name", shop);
    }
}
