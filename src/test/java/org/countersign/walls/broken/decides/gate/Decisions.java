package org.countersign.walls.broken.decides.gate;

public final class Decisions {
    public String allow(String approval) {
        return approval;
    }
}
