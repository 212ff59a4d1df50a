package org.countersign.walls.broken.awt.gate;

import java.awt.Color;

public final class Painter {
    Color color;
}
