package org.countersign.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Several clients that each do one call after the other, until the time is over or there is nothing left to do. */
final class Load {

    /** One client. Not shared between threads. */
    interface Client extends AutoCloseable {
        /** One call; false when there is nothing left, and then nothing was done. */
        boolean call() throws Exception;

        @Override
        default void close() throws Exception {}
    }

    /** @param nanos of each call, sorted */
    record Result(long[] nanos, Duration time, Cpu cpu) {

        double perSecond() {
            return nanos.length / (time.toNanos() / 1e9);
        }

        /** In milliseconds. */
        double percentile(double share) {
            return nanos.length == 0 ? 0 : nanos[(int) Math.min(nanos.length - 1, nanos.length * share)] / 1e6;
        }
    }

    static Result run(List<? extends Client> clients, Duration atMost, Supplier<Cpu> cpu) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(clients.size())) {
            Cpu before = cpu.get();
            long begun = System.nanoTime();
            List<Callable<long[]>> runs = new ArrayList<>();
            clients.forEach(client -> runs.add(() -> calls(client, begun + atMost.toNanos())));
            List<Future<long[]>> done = threads.invokeAll(runs);
            Duration time = Duration.ofNanos(System.nanoTime() - begun);
            Cpu used = cpu.get().since(before);
            List<long[]> nanos = new ArrayList<>();
            for (Future<long[]> each : done) {
                nanos.add(each.get());
            }
            return new Result(
                    nanos.stream().flatMapToLong(Arrays::stream).sorted().toArray(), time, used);
        } finally {
            for (Client client : clients) {
                client.close();
            }
        }
    }

    private static long[] calls(Client client, long end) throws Exception {
        long[] nanos = new long[1024];
        int done = 0;
        for (long begun = System.nanoTime(); begun < end; begun = System.nanoTime()) {
            if (!client.call()) {
                break;
            }
            if (done == nanos.length) {
                nanos = Arrays.copyOf(nanos, done * 2);
            }
            nanos[done++] = System.nanoTime() - begun;
        }
        return Arrays.copyOf(nanos, done);
    }

    private Load() {}
}
