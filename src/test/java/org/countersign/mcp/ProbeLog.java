package org.countersign.mcp;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.countersign.caller.Caller;
import org.countersign.gate.ErrorCode;

@Alternative
@Singleton
class ProbeLog implements RefusalLog {

    record Line(Caller caller, String tool, ErrorCode code, String detail) {}

    private final List<Line> lines = new CopyOnWriteArrayList<>();
    volatile boolean broken;

    @Override
    public void refused(Caller caller, String tool, ErrorCode code, String detail) {
        if (broken) {
            throw new IllegalStateException("no database");
        }
        lines.add(new Line(caller, tool, code, detail));
    }

    List<Line> lines() {
        return List.copyOf(lines);
    }

    void clear() {
        lines.clear();
    }
}
