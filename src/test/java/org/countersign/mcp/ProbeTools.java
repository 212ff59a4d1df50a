package org.countersign.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.countersign.caller.Caller;

/** Tools that say what they were given. */
final class ProbeTools {

    static final AtomicInteger CALLS = new AtomicInteger();

    private static Schema input() {
        Schema line = Schema.object("a line")
                .required("line_id", Schema.text("the line"))
                .optional("quantity", Schema.integer("how many", 1, 9));
        return Schema.object("arguments")
                .required("order_id", Schema.text("the order", 1, 40))
                .optional("limit", Schema.integer("how many", 1, 100))
                .optional("status", Schema.choice("which", List.of("open", "cancelled", "closed")))
                .optional("placed_after", Schema.time("since"))
                .optional("confidence", Schema.number("certainty", 0, 1))
                .optional("notify", Schema.flag("whether"))
                .optional("amount", Schema.money("how much"))
                .optional("lines", Schema.list("lines", line, 1, 5));
    }

    private static ToolAnswer echo(Caller caller, ObjectNode arguments) {
        CALLS.incrementAndGet();
        if (arguments.path("order_id").asText().equals("boom")) {
            throw new IllegalStateException("a secret");
        }
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.set("arguments", arguments);
        content.put("subject", caller.subject())
                .put("person", caller.person())
                .put("thread", Thread.currentThread().isVirtual());
        content.set("roles", roles(caller));
        content.put("summary", "echo");
        String order = arguments.path("order_id").asText();
        if (order.startsWith("waits for ")) {
            content.putObject("action").putObject("target").put("type", "order").put("id", "W1\u202E");
            return new ToolAnswer(false, content, visit(caller, order.substring("waits for ".length())));
        }
        return ToolAnswer.of(content);
    }

    private static Visit visit(Caller caller, String who) {
        return new Visit(
                "apr_probe",
                caller.issuer(),
                who.equals("me") ? caller.subject() : who,
                "https://shop.example.com/console/approvals/apr_probe");
    }

    private static com.fasterxml.jackson.databind.JsonNode roles(Caller caller) {
        var roles = JsonNodeFactory.instance.arrayNode();
        caller.roles().stream().sorted().forEach(roles::add);
        return roles;
    }

    private static ShopTool.Spec spec(String name, ShopTool.Effect effect) {
        Schema output = Schema.answer("answer").required("summary", Schema.text("what happened"));
        return new ShopTool.Spec(name, name, "A probe.", input(), output, effect, effect == ShopTool.Effect.WRITE);
    }

    @Alternative
    @ApplicationScoped
    static class Read implements ShopTool {
        @Override
        public Spec spec() {
            return ProbeTools.spec("probe_read", Effect.READ);
        }

        @Override
        public ToolAnswer call(Caller caller, ObjectNode arguments) {
            return echo(caller, arguments);
        }
    }

    @Alternative
    @ApplicationScoped
    static class Write implements ShopTool {
        @Override
        public Spec spec() {
            return ProbeTools.spec("probe_write", Effect.WRITE);
        }

        @Override
        public ToolAnswer call(Caller caller, ObjectNode arguments) {
            return echo(caller, arguments);
        }
    }

    /** No role was granted this one. */
    @Alternative
    @ApplicationScoped
    static class Hidden implements ShopTool {
        @Override
        public Spec spec() {
            return ProbeTools.spec("probe_reax", Effect.READ);
        }

        @Override
        public ToolAnswer call(Caller caller, ObjectNode arguments) {
            return echo(caller, arguments);
        }
    }

    private ProbeTools() {}
}
