package org.countersign.console;

import java.util.List;
import org.countersign.gate.Json;
import org.countersign.gate.Status;
import org.countersign.policy.Violation;

/**
 * The page that looks for actions.
 *
 * @param wrong what else is wrong with the address, field by field
 * @param next  the address of the next page; empty on the last
 */
public record ActionSearchView(
        List<FilterField> fields, List<Choice> statuses, List<String> wrong, List<ActionRow> rows, String next) {

    public record Choice(String name, String words, boolean chosen) {}

    static ActionSearchView of(ActionFilter filter, List<ActionRow> rows, String next) {
        Asked asked = filter.asked();
        return new ActionSearchView(
                List.of(
                        FilterField.text(asked, "order_id", "Order"),
                        FilterField.text(asked, "customer_id", "Customer"),
                        FilterField.text(asked, "case_id", "Case"),
                        FilterField.text(asked, "subject", "Person (subject)"),
                        FilterField.text(asked, "issuer", "Their issuer, if not yours"),
                        FilterField.text(asked, "client_id", "Client"),
                        FilterField.text(asked, "tool", "Tool"),
                        FilterField.time(asked, "from", "From (UTC)"),
                        FilterField.time(asked, "to", "Before (UTC)")),
                ActionFilter.STATUSES.stream()
                        .map(status -> choice(asked, status))
                        .toList(),
                asked.violations().stream().map(ActionSearchView::said).toList(),
                rows,
                next);
    }

    /** Whether the form shows the choice of a status opened. */
    public boolean byStatus() {
        return statuses.stream().anyMatch(Choice::chosen);
    }

    private static Choice choice(Asked asked, Status status) {
        String name = Json.wire(status);
        return new Choice(name, Shown.spoken(status), asked.texts("status").contains(name));
    }

    private static String said(Violation wrong) {
        return wrong.path() + " " + wrong.problem();
    }
}
