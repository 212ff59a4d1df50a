package org.countersign.backend.remote;

import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;
import org.countersign.backend.Fields;
import org.countersign.refund.Refunds;
import org.countersign.shop.Money;

/** A quote of the shop; one that does not add up, or answers another question, is none. */
final class QuoteReading {

    static Refunds.Quote quote(Fields answer, Refunds.Wanted wanted) {
        Refunds.Quote quote = new Refunds.Quote(
                answer.list(
                        "lines",
                        line -> new Refunds.LineAmount(
                                line.text("line_id"), line.count("quantity"), line.money("amount"))),
                answer.money("shipping"),
                answer.money("total"),
                answer.money("maximum"),
                answer.money("maximum_shipping"));
        check(quote, wanted);
        return quote;
    }

    static Refunds.LineQuantity line(Fields line) {
        return new Refunds.LineQuantity(line.text("line_id"), line.count("quantity"));
    }

    private static void check(Refunds.Quote quote, Refunds.Wanted wanted) {
        Currency currency = quote.total().currency();
        boolean mixed = Stream.concat(
                        Stream.of(quote.shipping(), quote.maximum(), quote.maximumShipping()),
                        quote.lines().stream().map(Refunds.LineAmount::amount))
                .anyMatch(money -> !money.currency().equals(currency));
        if (mixed) {
            throw Fields.wrong("money", "of one currency");
        }
        if (wanted.amount() != null) {
            require(quote.total().equals(wanted.amount()), "total", "the amount that was asked for");
        } else if (!wanted.everything()) {
            Money sum = quote.lines().stream().map(Refunds.LineAmount::amount).reduce(quote.shipping(), Money::plus);
            require(sum.equals(quote.total()), "total", "the sum of its lines and shipping");
            require(quantities(quote).equals(wanted.lines()), "lines", "the ones that were asked for, in their order");
        }
    }

    private static List<Refunds.LineQuantity> quantities(Refunds.Quote quote) {
        return quote.lines().stream()
                .map(line -> new Refunds.LineQuantity(line.lineId(), line.quantity()))
                .toList();
    }

    private static void require(boolean so, String field, String wanted) {
        if (!so) {
            throw Fields.wrong(field, wanted);
        }
    }

    private QuoteReading() {}
}
