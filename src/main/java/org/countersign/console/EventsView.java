package org.countersign.console;

import java.util.List;
import org.countersign.ledger.Happenings;

/**
 * The page of what happened that belongs to no action.
 *
 * @param wrong what is wrong with the address
 * @param next  the address of the next page; empty on the last
 */
public record EventsView(
        List<FilterField> fields,
        List<ActionSearchView.Choice> kinds,
        List<String> wrong,
        List<Moment> moments,
        String next) {

    static EventsView of(EventFilter filter, List<Moment> moments, String next) {
        Asked asked = filter.asked();
        return new EventsView(
                List.of(
                        FilterField.text(asked, "subject", "Person (subject)"),
                        FilterField.text(asked, "issuer", "Their issuer, if not yours"),
                        FilterField.time(asked, "from", "From (UTC)"),
                        FilterField.time(asked, "to", "Before (UTC)")),
                Happenings.KINDS.stream()
                        .map(kind -> new ActionSearchView.Choice(
                                kind, Moment.title(kind), asked.texts("kind").contains(kind)))
                        .toList(),
                asked.violations().stream()
                        .map(each -> each.path() + " " + each.problem())
                        .toList(),
                moments,
                next);
    }
}
