package org.countersign.label;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.countersign.label.pdf.Font;
import org.countersign.label.pdf.Page;
import org.countersign.shop.Address;
import org.countersign.shop.Order;
import org.jspecify.annotations.Nullable;

/**
 * A shipping label as a person prints it: a PDF of 4 by 6 inches with both addresses and the tracking number as Code 128.
 * It shows name and street whoever asks: who may see it is decided before.
 */
@Singleton
public class LabelDocument {

    private static final int WIDE = 2880;
    private static final int HIGH = 4320;
    private static final int MARGIN = 140;
    private static final int WITHIN = WIDE - 2 * MARGIN;

    private final Carrier carrier;
    private final ShipFrom shop;

    public LabelDocument(Carrier carrier, ShipFrom shop) {
        this.carrier = carrier;
        this.shop = shop;
    }

    /** Of a label that was not voided, else nothing that scans would be printed for it. */
    public byte[] pdf(Order order, Order.Label label) {
        if (label.status() == Order.Label.Status.VOIDED) {
            throw new IllegalArgumentException("a voided label is not printed");
        }
        boolean back = label.direction() == Order.Label.Direction.RETURN;
        Address customer = order.shippingAddress();
        Page page = new Page(WIDE, HIGH);
        service(page, label, back);
        address(page, "FROM", back ? named(customer, order) : shop.address(), Font.PLAIN, 8, 3800);
        line(page, 3160);
        address(page, "SHIP TO", back ? shop.address() : named(customer, order), Font.BOLD, 12, 3020);
        line(page, 2080);
        order(page, order, label);
        line(page, 1740);
        number(page, label);
        return page.pdf("Shipping label " + label.trackingNumber());
    }

    private static void service(Page page, Order.Label label, boolean back) {
        page.text(
                Font.BOLD,
                20,
                MARGIN,
                4040,
                WITHIN,
                (back ? "RETURN " : "") + label.service().toUpperCase(Locale.ROOT));
        page.text(Font.PLAIN, 8, MARGIN, 3930, WITHIN, label.carrier());
        line(page, 3900);
    }

    private static void address(Page page, String title, Address of, Font font, int size, int top) {
        page.text(Font.PLAIN, 7, MARGIN, top, WITHIN, title);
        int y = top;
        for (String text : lines(of)) {
            y -= size * 12;
            page.text(font, size, MARGIN, y, WITHIN, text);
        }
    }

    /** At most six lines: the country is on the last. */
    private static List<String> lines(Address of) {
        List<String> lines = new ArrayList<>();
        Stream.of(of.name(), of.company(), of.line1(), of.line2())
                .filter(text -> text != null && !text.isBlank())
                .forEach(lines::add);
        lines.add(Stream.of(of.city(), of.region(), of.postalCode())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" ")));
        lines.add(of.country());
        return lines;
    }

    private static void order(Page page, Order order, Order.Label label) {
        page.text(Font.BOLD, 9, MARGIN, 1930, WITHIN, "Order " + order.name());
        page.text(Font.PLAIN, 8, MARGIN, 1810, WITHIN, "Label " + label.id() + "   " + date(label));
    }

    private static String date(Order.Label label) {
        return label.boughtAt().toString().substring(0, 10);
    }

    private void number(Page page, Order.Label label) {
        boolean drawn = Barcode.of(label.trackingNumber())
                .map(code -> code.draw(page, 640, 940))
                .orElse(false);
        if (!drawn) {
            page.text(Font.PLAIN, 9, MARGIN, 1000, WITHIN, "This number has no barcode: type it in.");
        }
        page.centred(Font.NUMBERS, 12, 450, grouped(label.trackingNumber()));
        String notice =
                label.carrier().equals(carrier.name()) ? carrier.notice().orElse(null) : null;
        notice(page, notice);
    }

    private static void notice(Page page, @Nullable String notice) {
        if (notice != null) {
            page.centred(Font.NUMBERS, 8, 200, notice);
        }
    }

    /** In fours, as people read it aloud. */
    private static String grouped(String number) {
        return number.replaceAll("(.{4})(?=.)", "$1 ");
    }

    /** An order's address may leave the name to the customer. */
    private static Address named(Address address, Order order) {
        return address.name() != null && !address.name().isBlank()
                ? address
                : new Address(
                        order.customer().name(),
                        address.company(),
                        address.line1(),
                        address.line2(),
                        address.city(),
                        address.region(),
                        address.postalCode(),
                        address.country(),
                        address.phone());
    }

    private static void line(Page page, int y) {
        page.filled(MARGIN, y, WITHIN, 10);
    }
}
