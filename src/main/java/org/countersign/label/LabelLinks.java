package org.countersign.label;

import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.countersign.gate.GateSettings;
import org.countersign.shop.Order;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where a person finds the PDF of a label. The address is no right: whoever opens it has to sign in. */
@Singleton
class LabelLinks {

    private final String origin;
    private final GateSettings settings;

    LabelLinks(@ConfigProperty(name = "countersign.public-url") String origin, GateSettings settings) {
        this.origin = origin;
        this.settings = settings;
    }

    String of(Order order, Order.Label label) {
        return origin + "/api/admin/shops/" + segment(settings.shop()) + "/orders/"
                + segment(order.id().value()) + "/labels/" + segment(label.id()) + ".pdf";
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
