package org.countersign.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A pass of refunds: each order twice, some cents, every time another sum (the same one for the same customer would be a
 * duplicate) under another key, going on with the version of the last answer. Not more often, since a third refund of an
 * order is a person's business. Each client is a person with orders of their own.
 */
final class Refunding implements Load.Client {

    static final String VERSION = "\"version\":\"";
    private static final String NEXT_VERSION = "\"object_version\":\"";
    private static final int EACH = 2;

    private final McpClient client;
    private final List<String> orders;
    private final int first;
    private final int step;
    private final Map<String, String> versions = new HashMap<>();
    private final int pass;
    private int done;

    private Refunding(McpClient client, List<String> orders, int first, int step, int pass) {
        this.client = client;
        this.orders = orders;
        this.first = first;
        this.step = step;
        this.pass = pass;
    }

    /** Clients that have read every one of their orders. @param pass not used before on this database */
    static List<Refunding> pass(Sut sut, int clients, List<String> orders, int pass) throws IOException {
        List<Refunding> all = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            List<String> own = new ArrayList<>();
            for (int n = i; n < orders.size(); n += clients) {
                own.add(orders.get(n));
            }
            McpClient client = new McpClient(sut.endpoint("/mcp"), i == 0 ? sut.token : sut.token("bench-" + i));
            Refunding refunding = new Refunding(client, own, i, clients, pass);
            refunding.read();
            all.add(refunding);
        }
        return all;
    }

    private void read() throws IOException {
        for (String order : orders) {
            String answer = client.send(McpClient.call("get_order", "{\"order_id\":\"" + order + "\"}"));
            versions.put(order, after(VERSION, answer));
        }
    }

    @Override
    public boolean call() throws IOException {
        if (done == orders.size() * EACH) {
            return false;
        }
        String order = orders.get(done % orders.size());
        int cents = 1 + (first + done % orders.size() * step) * EACH + done / orders.size();
        String answer = client.send(McpClient.call("refund_order", """
                {"order_id":"%s","amount":{"amount":"%d.%02d","currency":"USD"},"reason":"goodwill","version":"%s",\
                "idempotency_key":"bench-%s-%d-%d","case_id":"bench-%s-%d",\
                "reasoning":"The parcel was late and the customer asked for a gesture."}""".formatted(
                        order, cents / 100, cents % 100, versions.get(order), order, pass, cents, order, pass)));
        if (!answer.contains("\"status\":\"done\"")) {
            throw new IOException("a refund was not done: " + answer);
        }
        versions.put(order, after(NEXT_VERSION, answer));
        done++;
        return true;
    }

    /** In the structured content: in the text beside it the quotation marks are escaped. */
    static String after(String name, String answer) throws IOException {
        int from = answer.indexOf(name) + name.length();
        if (from < name.length()) {
            throw new IOException("no " + name + " in " + answer);
        }
        return answer.substring(from, answer.indexOf('"', from));
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
