package org.countersign.ledger;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.countersign.gate.ActionIds;
import org.countersign.gate.Entry;
import org.countersign.gate.Ledger;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Status;
import org.countersign.shop.Page;
import org.jspecify.annotations.Nullable;

/** Actions by what they are about and what became of them, newest first; ids are in the order of time. */
final class Listing {

    /** On the object; or, of an order, on something else for its sake, such as a store credit. */
    private static final String ABOUT = """
            a.id in (select id from action where shop = ? and target_type = ? and target_id = ?
                     union all
                     select id from action where shop = ? and target_type <> 'order' and 'order' = ?
                        and arguments ->> 'order_id' = ?)""";

    /** On the customer, or on something of theirs. */
    private static final String OF_CUSTOMER = """
            a.id = any (array(select id from action where shop = ? and customer_id = ?
                              union all
                              select id from action where shop = ? and target_type = 'customer' and target_id = ?))""";

    /** Words, steps and approvals are joined to what is shown, not to what is looked through. */
    private static final String FOUND = """
            a.id = any (array(select a.id from action a where %s order by a.id desc limit ?)) order by a.id desc""";

    private static final Pattern NAME = Pattern.compile("[a-z_]{1,64}");

    /** Between the making of an id and the time of the request. */
    private static final Duration APART = Duration.ofMinutes(1);

    /** @throws Page.BadCursor for a cursor that is not ours */
    static Page<Entry> page(Connection connection, String shop, Ledger.Query query, Page.Request page)
            throws SQLException {
        List<String> conditions = new ArrayList<>(List.of("a.shop = ?"));
        List<@Nullable Object> values = new ArrayList<>(List.of(shop));
        ObjectRef target = query.target();
        if (target != null) {
            conditions.add(ABOUT);
            values.addAll(List.of(shop, target.type(), target.id(), shop, target.type(), target.id()));
        }
        if (query.customerId() != null) {
            conditions.add(OF_CUSTOMER);
            values.addAll(List.of(shop, query.customerId(), shop, query.customerId()));
        }
        if (!query.statuses().isEmpty()) {
            conditions.add(status(query.statuses()));
        }
        add(conditions, values, "a.case_id = ?", query.caseId());
        String tool = query.tool();
        if (tool != null && NAME.matcher(tool).matches()) {
            conditions.add("a.tool = '" + tool + "'"); // as with a status
        } else {
            add(conditions, values, "a.tool = ?", tool);
        }
        add(conditions, values, "a.issuer = ?", query.issuer());
        add(conditions, values, "a.subject = ?", query.subject());
        add(conditions, values, "a.client_id = ?", query.clientId());
        time(conditions, values, query);
        add(conditions, values, "a.id < ?", after(page.cursor()));
        values.add(page.limit() + 1);
        List<Entry> found =
                Entries.where(connection, FOUND.formatted(String.join(" and ", conditions)), values.toArray());
        boolean more = found.size() > page.limit();
        List<Entry> shown = more ? found.subList(0, page.limit()) : found;
        return new Page<>(List.copyOf(shown), more ? cursor(shown.getLast().id()) : null);
    }

    /** As text, not as values: those would hide the index of the rare ones. */
    private static String status(Set<Status> statuses) {
        return statuses.stream()
                .map(status -> "'" + status.name() + "'")
                .sorted()
                .collect(Collectors.joining(", ", "a.status in (", ")"));
    }

    /** Exactly by the time of the request, and roughly by the time that ids begin with, which the index has. */
    private static void time(List<String> conditions, List<@Nullable Object> values, Ledger.Query query) {
        if (query.from() != null) {
            conditions.add("a.requested_at >= ? and a.id >= ?");
            values.add(Timestamp.from(query.from()));
            values.add(ActionIds.madeFrom(query.from().minus(APART)));
        }
        if (query.to() != null) {
            conditions.add("a.requested_at < ? and a.id < ?");
            values.add(Timestamp.from(query.to()));
            values.add(ActionIds.madeFrom(query.to().plus(APART)));
        }
    }

    private static void add(
            List<String> conditions, List<@Nullable Object> values, String condition, @Nullable String value) {
        if (value != null) {
            conditions.add(condition);
            values.add(value);
        }
    }

    private static String cursor(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String after(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            String id = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (id.startsWith("act_")) {
                return id;
            }
        } catch (IllegalArgumentException notOurs) {
            throw new Page.BadCursor();
        }
        throw new Page.BadCursor();
    }

    private Listing() {}
}
