package org.countersign.console;

import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.countersign.gate.Json;
import org.countersign.gate.Ledger;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Status;
import org.countersign.shop.Page;
import org.jspecify.annotations.Nullable;

/** Which actions somebody looks for: the API's query and the page's form are the same. */
record ActionFilter(Asked asked, Ledger.Query query, Page.Request page) {

    private static final Set<String> ONE = Set.of(
            "order_id",
            "customer_id",
            "subject",
            "issuer",
            "client_id",
            "tool",
            "case_id",
            "from",
            "to",
            "limit",
            "cursor");
    private static final Set<String> SEVERAL = Set.of("status");
    private static final Pattern TOOL = Pattern.compile("[a-z_]{1,64}");

    /** What the ledger keeps: a dry run is no action. */
    static final List<Status> STATUSES = List.of(Status.values()).stream()
            .filter(status -> status != Status.PLANNED)
            .toList();

    /**
     * @param ownIssuer whose person a subject is meant to be, where no issuer is given
     * @param usual     how many on a page
     */
    static ActionFilter of(MultivaluedMap<String, String> parameters, String ownIssuer, int usual) {
        Asked asked = new Asked(parameters, ONE, SEVERAL);
        String order = asked.text("order_id");
        String subject = asked.text("subject");
        String tool = asked.text("tool");
        if (tool != null && !TOOL.matcher(tool).matches()) {
            asked.wrong("tool", "must be the name of a tool, such as refund_order");
        }
        Instant from = asked.time("from");
        Instant to = asked.time("to");
        asked.mustBeInOrder(from, to);
        Ledger.Query query = new Ledger.Query(
                order == null ? null : order(asked, order),
                asked.text("customer_id"),
                asked.text("case_id"),
                statuses(asked),
                tool,
                asked.issuer(ownIssuer),
                subject,
                asked.text("client_id"),
                from,
                to);
        return new ActionFilter(asked, query, asked.page(usual));
    }

    private static @Nullable ObjectRef order(Asked asked, String order) {
        String id = order.startsWith("#") ? order.substring(1) : order;
        if (id.isBlank()) {
            asked.wrong("order_id", "must be the id of an order, with or without #");
            return null;
        }
        return ObjectRef.order(id);
    }

    private static Set<Status> statuses(Asked asked) {
        Set<Status> statuses = new LinkedHashSet<>();
        for (String text : asked.texts("status")) {
            STATUSES.stream()
                    .filter(status -> Json.wire(status).equals(text.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .ifPresentOrElse(
                            statuses::add,
                            () -> asked.wrong(
                                    "status",
                                    "is none of "
                                            + String.join(
                                                    ", ",
                                                    STATUSES.stream()
                                                            .map(Json::wire)
                                                            .toList())));
        }
        return statuses;
    }
}
