package org.countersign.gate;

import java.util.Optional;
import java.util.function.Supplier;

/** What log and ledger know the work of this thread by. It neither blocks nor throws. */
public interface Trace {

    /** 32 hexadecimal digits; absent where no call and no {@link #work} began. */
    Optional<String> id();

    /** From now on this work is about this action. */
    void about(String actionId);

    /** Runs what no call may have begun: with the trace there is, else with one of its own. */
    <T> T work(Supplier<T> work);
}
