package org.countersign.gate;

import java.time.Instant;
import java.util.List;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/** What the ledger knows of a customer: how often what was done, denied or handed to a person, and how much money moved. */
public interface CustomerPast {

    /**
     * One row for each tool, status and currency, in a stable order.
     *
     * @param except is left out
     */
    List<Row> since(String customerId, Instant since, String except);

    /**
     * @param escalated whether these waited for a person's case, whatever became of them
     * @param money     all together; absent where none moved
     */
    record Row(
            String tool,
            Status status,
            boolean escalated,
            long count,
            @Nullable Money money) {}
}
