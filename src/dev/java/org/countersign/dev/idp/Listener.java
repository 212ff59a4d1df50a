package org.countersign.dev.idp;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The open port, on this machine only: on 127.0.0.1 and, since localhost may mean either, on ::1 if there is one. */
final class Listener implements AutoCloseable {
    private static final int TRIES = 10;

    private final List<HttpServer> servers;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private Listener(List<HttpServer> servers) {
        this.servers = servers;
    }

    static Listener bound(int port) {
        for (int left = TRIES; ; left--) {
            try {
                return new Listener(bothAddresses(port));
            } catch (IOException e) {
                // a port that is free on one address may be taken on the other: any other port will do
                if (port != 0 || left == 1) {
                    throw new UncheckedIOException(
                            "The development identity provider cannot listen on port " + port
                                    + " of localhost. Stop what listens there, or choose another port.",
                            e);
                }
            }
        }
    }

    private static List<HttpServer> bothAddresses(int port) throws IOException {
        List<HttpServer> servers = new ArrayList<>();
        try {
            servers.add(HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0));
            InetAddress six = InetAddress.getByName("::1");
            if (NetworkInterface.getByInetAddress(six) != null) {
                servers.add(HttpServer.create(
                        new InetSocketAddress(
                                six, servers.getFirst().getAddress().getPort()),
                        0));
            }
            return servers;
        } catch (IOException e) {
            servers.forEach(server -> server.stop(0));
            throw e;
        }
    }

    int port() {
        return servers.getFirst().getAddress().getPort();
    }

    void serve(HttpHandler handler) {
        for (HttpServer server : servers) {
            server.createContext("/", handler);
            server.setExecutor(threads);
            server.start();
        }
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }
}
