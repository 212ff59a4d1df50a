package org.countersign.walls.broken.shop.shop;

import org.countersign.walls.broken.shop.gate.Door;

public final class Basket {
    Door door;
}
