package org.countersign.gate;

import java.util.Optional;
import java.util.function.Supplier;

/** What log and ledger know the work of this thread by. It neither blocks nor throws. */
public interface Trace {

    /** 32 hexadecimal digits; absent where no call and no {@link #work} began. */
    Optional<String> id();

    /** 16 hexadecimal digits of the part that is at work; absent where nobody records it. */
    Optional<String> span();

    /** From now on this work is about this action. */
    void about(String actionId);

    /** Runs what no call may have begun: with the trace there is, else with one of its own. */
    <T> T work(Supplier<T> work);

    /** Runs what is done about an action because its time has come: a trace of its own, linked to the one that claimed it. */
    void again(String actionId, Runnable work);
}
