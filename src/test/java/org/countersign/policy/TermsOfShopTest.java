package org.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.countersign.gate.ShopSettings;
import org.countersign.shop.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TermsOfShopTest {

    @Test
    void whatIsNotSettledHasItsDefault() {
        assertThat(TermsOfShop.settings("{}")).isEqualTo(ShopSettings.DEFAULT);
    }

    @Test
    void everySettingIsRead() {
        assertThat(TermsOfShop.settings("""
                {"time_zone": "Asia/Tokyo", "ceiling": {"amount": "900.00", "currency": "USD"},
                 "refund_window_days": 14, "refunds_per_order": 1, "return_window_days": 10, "exchange_window_days": 11,
                 "changes_per_order": 4, "returns_per_order": 5, "notify_customer": true, "approval_hours": 2,
                 "reasons": {"cancel_order": ["duplicate_order", "other"]}}"""))
                .isEqualTo(new ShopSettings(
                        ZoneId.of("Asia/Tokyo"),
                        Money.parse("900", "USD"),
                        14,
                        1,
                        10,
                        11,
                        4,
                        5,
                        true,
                        Duration.ofHours(2),
                        Map.of("cancel_order", List.of("duplicate_order", "other"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"reasons\": {\"cancel_order\": []}}",
                "{\"reasons\": [\"other\"]}",
                "{\"notify_customer\": \"yes\"}",
                "{\"approval_hours\": 0}",
                "{\"approval_hours\": 721}",
                "{\"time_zone\": \"Mars/Base\"}",
                "{\"time_zone\": \"UTC+2\"}",
                "{\"time_zone\": 2}",
                "{\"ceiling\": \"900\"}",
                "{\"refund_window_days\": \"14\"}",
                "{\"refund_window_days\": -1}",
                "{\"refund_windo\": 1}",
                "[]",
                "not json"
            })
    void malformedSettingsAreNone(String text) {
        assertThatThrownBy(() -> TermsOfShop.settings(text)).isInstanceOf(RuntimeException.class);
    }
}
