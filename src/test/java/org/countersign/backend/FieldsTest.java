package org.countersign.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.countersign.gate.Json;
import org.countersign.shop.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Money of a shop is read to the digit or not at all. */
class FieldsTest {

    @Test
    void moneyIsTwoTexts() {
        assertThat(money("{\"amount\": \"47.84\", \"currency\": \"USD\"}")).isEqualTo(Money.parse("47.84", "USD"));
        assertThat(money("{\"amount\": \"5000\", \"currency\": \"JPY\"}").minor())
                .isEqualTo(5000);
        assertThat(money("{\"amount\": \"1.234\", \"currency\": \"KWD\"}").minor())
                .isEqualTo(1234);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"amount\": 47.84, \"currency\": \"USD\"}",
                "{\"amount\": 4784, \"currency\": \"USD\"}",
                "{\"amount\": \"47.845\", \"currency\": \"USD\"}",
                "{\"amount\": \"0.5\", \"currency\": \"JPY\"}",
                "{\"amount\": \"-1.00\", \"currency\": \"USD\"}",
                "{\"amount\": \"1e3\", \"currency\": \"USD\"}",
                "{\"amount\": \"\", \"currency\": \"USD\"}",
                "{\"amount\": \"1.00\", \"currency\": \"usd\"}",
                "{\"amount\": \"1.00\"}",
                "{\"amount\": \"999999999999999.999999\", \"currency\": \"USD\"}",
                "\"47.84 USD\"",
                "null"
            })
    void anythingElseIsUnreadable(String money) {
        assertThatThrownBy(() -> money(money)).isInstanceOf(Fields.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "\"1\"", "-1", "3000000000", "null", "true"})
    void aNumberOfUnitsIsAWholeNumber(String count) {
        Fields fields = new Fields(Json.parse("{\"quantity\": " + count + "}"));
        assertThatThrownBy(() -> fields.count("quantity")).isInstanceOf(Fields.Unreadable.class);
    }

    @Test
    void minorUnitsAreOfTheirCurrencyAndMayBeMany() {
        assertThat(minor("4784", "USD")).isEqualTo(Money.parse("47.84", "USD"));
        assertThat(minor("5000", "JPY")).isEqualTo(Money.parse("5000", "JPY"));
        assertThat(minor("300000000000", "IDR")).isEqualTo(Money.parse("3000000000.00", "IDR"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"47.84", "4784.0", "4e3", "\"4784\"", "-1", "99999999999999999999", "null", "true"})
    void whatIsNoWholeNumberOfMinorUnitsIsUnreadable(String minor) {
        assertThatThrownBy(() -> minor(minor, "USD")).isInstanceOf(Fields.Unreadable.class);
    }

    private static Money minor(String minor, String currency) {
        return new Fields(Json.parse("{\"total\": " + minor + "}")).minor("total", Money.currency(currency));
    }

    private static Money money(String money) {
        return new Fields(Json.parse("{\"total\": " + money + "}")).money("total");
    }
}
