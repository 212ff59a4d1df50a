package org.countersign.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process has of this machine's memory, in MB; on Linux only, else 0. */
record Memory(long now, long most) {

    static Memory of(ProcessHandle process) {
        return new Memory(field(process, "VmRSS:"), field(process, "VmHWM:"));
    }

    private static long field(ProcessHandle process, String name) {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException notLinux) {
            return 0;
        }
    }
}
