package org.countersign.walls.broken.proxies.gate;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

public final class Proxying {
    Object proxy(InvocationHandler handler) {
        return Proxy.newProxyInstance(null, new Class<?>[] {Runnable.class}, handler);
    }
}
