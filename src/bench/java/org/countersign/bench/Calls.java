package org.countersign.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Clients that call one tool again and again; an answer without the expected text ends the run. */
final class Calls implements Load.Client {

    private final McpClient client;
    private final List<String> bodies;
    private final String expected;
    private int next;

    private Calls(McpClient client, List<String> bodies, String expected, int first) {
        this.client = client;
        this.bodies = bodies;
        this.expected = expected;
        this.next = first;
    }

    static List<Calls> trivial(Sut sut, int clients) throws IOException {
        return of(sut, clients, "/trivial", List.of(McpClient.call("trivial", "{}")), "nothing");
    }

    /** The orders in turn, each client beginning at another one. */
    static List<Calls> getOrder(Sut sut, int clients, List<String> orders) throws IOException {
        List<String> bodies = orders.stream()
                .map(order -> McpClient.call("get_order", "{\"order_id\":\"" + order + "\"}"))
                .toList();
        return of(sut, clients, "/mcp", bodies, Refunding.VERSION);
    }

    /** @param arguments JSON, in turn */
    static List<Calls> read(Sut sut, String tool, List<String> arguments) throws IOException {
        List<String> bodies =
                arguments.stream().map(each -> McpClient.call(tool, each)).toList();
        return of(sut, 1, "/mcp", bodies, "\"isError\":false");
    }

    private static List<Calls> of(Sut sut, int clients, String path, List<String> bodies, String expected)
            throws IOException {
        List<Calls> all = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            all.add(new Calls(
                    new McpClient(sut.endpoint(path), sut.token), bodies, expected, i * bodies.size() / clients));
        }
        return all;
    }

    @Override
    public boolean call() throws IOException {
        String answer = client.send(bodies.get(next));
        if (!answer.contains(expected)) {
            throw new IOException("not the answer that was expected: " + answer);
        }
        next = (next + 1) % bodies.size();
        return true;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
