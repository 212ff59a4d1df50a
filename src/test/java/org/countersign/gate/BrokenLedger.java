package org.countersign.gate;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/** The real ledger, but what a test names is lost: before the transaction, or its answer after it. */
final class BrokenLedger {

    private record Fault(String method, int call, boolean happens) {}

    private final List<Fault> faults = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();

    /** The n-th call of this method does not happen. */
    BrokenLedger losing(String method, int call) {
        faults.add(new Fault(method, call, false));
        return this;
    }

    /** The n-th call of this method happens, but nobody hears of it. */
    BrokenLedger losingTheAnswerOf(String method, int call) {
        faults.add(new Fault(method, call, true));
        return this;
    }

    Ledger over(Ledger real) {
        return (Ledger) Proxy.newProxyInstance(
                Ledger.class.getClassLoader(), new Class<?>[] {Ledger.class}, (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    int call = (int)
                            calls.stream().filter(method.getName()::equals).count();
                    boolean lost = faults.contains(new Fault(method.getName(), call, false));
                    boolean unheard = faults.contains(new Fault(method.getName(), call, true));
                    if (lost) {
                        throw new LedgerUnavailable(new IllegalStateException("lost"));
                    }
                    try {
                        Object result = method.invoke(real, arguments);
                        if (unheard) {
                            throw new LedgerUnavailable(new IllegalStateException("answer lost"));
                        }
                        return result;
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }
}
