package org.countersign.policy;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** Row of table shop_settings: what an administrator settled for the whole shop, as the admin API shows it. */
@Entity
@Table(name = "shop_settings", schema = "countersign")
public class ShopSettingsRow extends PanacheEntityBase {

    @Id
    public String shop;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(columnDefinition = "jsonb")
    public String settings;

    @Version
    public long version;

    /** Nothing settled: every setting has its default. */
    static String of(String shop) {
        ShopSettingsRow row = findById(shop);
        return row == null ? "{}" : row.settings;
    }
}
