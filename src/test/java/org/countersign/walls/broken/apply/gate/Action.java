package org.countersign.walls.broken.apply.gate;

public interface Action {
    String apply(String step);
}
