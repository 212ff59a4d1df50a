package org.countersign.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.countersign.shop.Address;
import org.countersign.shop.AnOrder;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The printed label: a PDF that every reader opens, with what a driver needs and bars that scan to the number. */
class LabelDocumentTest {

    private static final ShipFrom SHOP = new ShipFrom(
            "Sample Shop",
            "500 Market Street",
            Optional.empty(),
            "Philadelphia",
            Optional.of("PA"),
            "19106",
            "US",
            Optional.empty());

    private final LabelDocument document = new LabelDocument(new OneService("testcarrier"), SHOP);

    @Test
    void itIsOnePageOfFourBySixInchesWithFontsEveryReaderHas() {
        ParsedPdf pdf = pdf(order(), label("7112345678901237"));
        assertThat(pdf.count("Page")).isEqualTo(1);
        assertThat(pdf.dictionary("Page")).contains("/MediaBox [0 0 288.0 432.0]");
        assertThat(pdf.count("Font")).isEqualTo(3);
        assertThat(pdf.dictionary("Font")).contains("/Encoding /WinAnsiEncoding", "/BaseFont /Helvetica");
        assertThat(pdf.boxes()).allSatisfy(box -> {
            assertThat(box.x()).isBetween(0, 2880);
            assertThat(box.x() + box.wide()).isLessThanOrEqualTo(2880);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"7112345678901237", "9400111899223344556677", "1Z999AA10123456784", "a-b c~!", "7"})
    void theBarsScanToTheNumber(String number) throws Exception {
        ParsedPdf pdf = pdf(order(), label(number));
        assertThat(pdf.scanned(2880)).isEqualTo(number);
        assertThat(String.join("", pdf.words()).replace(" ", "")).contains(number.replace(" ", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7112345678901237", "9400111899223344556677"})
    void tenModulesOnBothSidesStayWhite(String number) {
        List<ParsedPdf.Box> bars = pdf(order(), label(number)).boxes().stream()
                .filter(box -> box.high() > 100)
                .toList();
        int module = bars.stream().mapToInt(ParsedPdf.Box::wide).min().orElseThrow();
        assertThat(module).isGreaterThanOrEqualTo(10);
        assertThat(bars.getFirst().x()).isGreaterThanOrEqualTo(10 * module);
        assertThat(2880 - bars.getLast().x() - bars.getLast().wide()).isGreaterThanOrEqualTo(10 * module);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ТН-1", "0123456789012345678901234567890123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"})
    void aNumberWithoutABarcodeIsToBeTyped(String number) {
        ParsedPdf pdf = pdf(order(), label(number));
        assertThat(pdf.boxes()).allSatisfy(box -> assertThat(box.high()).isLessThan(100));
        assertThat(pdf.words()).contains("This number has no barcode: type it in.");
    }

    @Test
    void aReturnGoesFromTheCustomerToTheShopAndSaysSo() {
        Order.Label label = new Order.Label(
                "lb_7",
                Order.Label.Direction.RETURN,
                "testcarrier",
                "express",
                "7112345678901237",
                new Money(499, Money.currency("USD")),
                Order.Label.Status.USED,
                Instant.parse("2026-03-01T12:00:00Z"));
        List<String> words = pdf(order(), label).words();
        assertThat(words).contains("RETURN EXPRESS", "Order #W1", "Label lb_7   2026-03-01");
        assertThat(words.subList(words.indexOf("FROM"), words.indexOf("SHIP TO")))
                .contains("Ada Low", "1 Main Street", "Bern 3011", "CH");
        assertThat(words.subList(words.indexOf("SHIP TO"), words.size()))
                .contains("Sample Shop", "500 Market Street", "Philadelphia PA 19106", "US");
    }

    @Test
    void anOutboundOneGoesFromTheShopToTheCustomer() {
        List<String> words = pdf(order(), label("7112345678901237")).words();
        assertThat(words.getFirst()).isEqualTo("STANDARD");
        assertThat(words.subList(words.indexOf("FROM"), words.indexOf("SHIP TO")))
                .contains("Sample Shop");
        assertThat(words.subList(words.indexOf("SHIP TO"), words.size())).contains("Ada Low", "1 Main Street");
    }

    @ParameterizedTest
    @CsvSource({
        "Zoë (née O'Brien) \\ Ñuñez, Zoë (née O'Brien) \\ Ñuñez",
        "Łukasz Dvořák, Lukasz Dvorák",
        "1 “Long” Lane, 1 \u0093Long\u0094 Lane",
        "山田 太郎, ?? ??",
        "'first\nsecond', first second"
    })
    void whatTheFontsLackIsReplacedAndNothingBreaksOut(String line, String shown) {
        ParsedPdf pdf = pdf(
                new AnOrder("USD")
                        .to(new Address(line, null, "1 Main Street", null, "Bern", null, "3011", "CH", null))
                        .order(),
                label("7112345678901237"));
        assertThat(pdf.words()).contains(shown);
    }

    @Test
    void aLineThatIsTooLongIsCutAndStaysOnThePage() {
        String street = "Rindfleischetikettierungsueberwachungsstrasse ".repeat(4);
        ParsedPdf pdf = pdf(
                new AnOrder("USD")
                        .to(new Address("Ada", null, street, null, "Bern", null, "3011", "CH", null))
                        .order(),
                label("7112345678901237"));
        assertThat(pdf.words()).anyMatch(word -> word.startsWith("Rindfleisch") && word.endsWith("..."));
        assertThat(pdf.words()).allMatch(word -> word.length() < 80);
    }

    @Test
    void onlyItsOwnLabelsCarryTheNoticeOfTheCarrier() {
        assertThat(pdf(order(), label("7112345678901237")).words()).contains("NOT FOR SHIPPING");
        LabelDocument other = new LabelDocument(new OneService("another"), SHOP);
        assertThat(new ParsedPdf(other.pdf(order(), label("7112345678901237"))).words())
                .doesNotContain("NOT FOR SHIPPING");
    }

    @Test
    void aVoidedLabelIsNotPrinted() {
        Order.Label voided = new Order.Label(
                "lb_7",
                Order.Label.Direction.RETURN,
                "testcarrier",
                "express",
                "7112345678901237",
                new Money(499, Money.currency("USD")),
                Order.Label.Status.VOIDED,
                Instant.parse("2026-03-01T12:00:00Z"));
        assertThatThrownBy(() -> document.pdf(order(), voided)).isInstanceOf(IllegalArgumentException.class);
    }

    private ParsedPdf pdf(Order order, Order.Label label) {
        return new ParsedPdf(document.pdf(order, label));
    }

    private static Order order() {
        return new AnOrder("USD").line(1, 1000).order();
    }

    private static Order.Label label(String number) {
        return new Order.Label(
                "lb_1",
                Order.Label.Direction.OUTBOUND,
                "testcarrier",
                "standard",
                number,
                new Money(899, Money.currency("USD")),
                Order.Label.Status.BOUGHT,
                Instant.parse("2026-03-01T12:00:00Z"));
    }
}
