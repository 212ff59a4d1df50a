package org.countersign.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Processor time used so far by the three that share this machine's cores, in microseconds; of PostgreSQL on Linux only. */
record Cpu(long server, long postgres, long driver) {

    static Cpu now(ProcessHandle server, long postmaster) {
        return new Cpu(micros(server), postgres(postmaster), micros(ProcessHandle.current()));
    }

    Cpu since(Cpu before) {
        return new Cpu(server - before.server, postgres - before.postgres, driver - before.driver);
    }

    Cpu plus(Cpu other) {
        return new Cpu(server + other.server, postgres + other.postgres, driver + other.driver);
    }

    private static long micros(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1_000;
    }

    /** The postmaster with the children it has and those that have ended. */
    private static long postgres(long postmaster) {
        long ticks = ticks(Path.of("/proc", String.valueOf(postmaster)), postmaster, true);
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                ticks += ticks(process, postmaster, false);
            }
        } catch (IOException noProc) {
            return 0;
        }
        return ticks * 10_000; // USER_HZ is 100
    }

    /** proc(5): after the name in parentheses come state, ppid, …, utime, stime, cutime, cstime. */
    private static long ticks(Path process, long postmaster, boolean itself) {
        try {
            String stat = Files.readString(process.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long own = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            if (itself) {
                return own + Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
            }
            return Long.parseLong(fields[1]) == postmaster ? own : 0;
        } catch (IOException | RuntimeException ended) {
            return 0;
        }
    }
}
