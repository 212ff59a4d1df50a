package org.countersign.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Calls that start at the same moment. */
public final class Together {

    public static <T> List<T> call(int number, IntFunction<T> call) {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> results = new ArrayList<>();
            for (int n = 0; n < number; n++) {
                int mine = n;
                Callable<T> one = () -> {
                    start.await();
                    return call.apply(mine);
                };
                results.add(threads.submit(one));
            }
            start.countDown();
            List<T> answers = new ArrayList<>();
            for (Future<T> result : results) {
                answers.add(result.get());
            }
            return answers;
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private Together() {}
}
