package org.countersign.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

    @ParameterizedTest
    @CsvSource({
        "47.84, USD, 4784, 47.84",
        "5, USD, 500, 5.00",
        "5.5, USD, 550, 5.50",
        "0.01, USD, 1, 0.01",
        "-3.10, USD, -310, -3.10",
        "5000, JPY, 5000, 5000",
        "1.234, KWD, 1234, 1.234",
        "1.2, KWD, 1200, 1.200",
        "999999999999999, JPY, 999999999999999, 999999999999999"
    })
    void everyCurrencyHasItsOwnDigits(String amount, String currency, long minor, String written) {
        Money money = Money.parse(amount, currency);
        assertThat(money.minor()).isEqualTo(minor);
        assertThat(money.amount()).isEqualTo(written);
        assertThat(money.toString()).isEqualTo(written + " " + currency);
        assertThat(Money.parse(money.amount(), currency)).isEqualTo(money);
    }

    @ParameterizedTest
    @CsvSource({"47.845, USD, 2", "1.0, JPY, 0", "1.2345, KWD, 3", "0.001, EUR, 2"})
    void moreDigitsThanTheCurrencyHasAreRefusedNotRounded(String amount, String currency, int digits) {
        assertThatThrownBy(() -> Money.parse(amount, currency))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(currency + " has " + digits)
                .hasMessageContaining(amount);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1,5",
                "1e3",
                "0x10",
                "NaN",
                "+1",
                "1.",
                ".5",
                "--1",
                "1 ",
                "１",
                "1_000",
                "1234567890123456"
            })
    void whatIsNoPlainDecimalIsNoAmount(String amount) {
        assertThatThrownBy(() -> Money.parse(amount, "USD")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "usd", "US", "USDX", "ABC", "€"})
    void whatIsNoCurrencyIsRefused(String currency) {
        assertThatThrownBy(() -> Money.parse("1", currency)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sumsNeverOverflowSilently() {
        Money most = new Money(Long.MAX_VALUE, Money.currency("USD"));
        Money one = Money.parse("0.01", "USD");
        assertThatThrownBy(() -> most.plus(one)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new Money(Long.MIN_VALUE, one.currency()).minus(one))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void currenciesAreNeverMixed() {
        Money dollars = Money.parse("1", "USD");
        Money euros = Money.parse("1", "EUR");
        assertThatThrownBy(() -> dollars.plus(euros)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> dollars.minus(euros)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> dollars.min(euros)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> dollars.compareTo(euros)).isInstanceOf(IllegalArgumentException.class);
        assertThat(dollars).isNotEqualTo(euros);
    }

    @Test
    void zeroIsNotPositive() {
        assertThat(Money.parse("0.00", "USD").isPositive()).isFalse();
        assertThat(Money.parse("-0.00", "USD").isZero()).isTrue();
        assertThat(Money.parse("-0.01", "USD").isPositive()).isFalse();
    }
}
