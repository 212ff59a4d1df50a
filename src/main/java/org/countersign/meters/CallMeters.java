package org.countersign.meters;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.countersign.gate.Measures;
import org.countersign.gate.Reply;
import org.countersign.shop.Backend;

/**
 * Counts and times what tools answered, what checks said and what backends replied. Labels are names of the contract, so
 * their number is bounded, and none of them is anybody's data. A series is looked up by one key, made once.
 */
@Singleton
public class CallMeters implements Measures {

    private final MeterRegistry registry;
    private final Backend backend;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    CallMeters(MeterRegistry registry, Backend backend) {
        this.registry = registry;
        this.backend = backend;
    }

    /** @param content what the tool answered; its checks count once, not again with a replay */
    public void answered(String tool, JsonNode content, Duration took) {
        Shown.answer(content);
        boolean write = content.path("status").isTextual();
        String error = content.path("error").path("code").asText("none");
        boolean replayed = content.path("replayed").asBoolean();
        timer(
                        "countersign.tool.calls",
                        "tool",
                        tool,
                        "status",
                        write ? content.path("status").asText() : "read",
                        "error",
                        error,
                        "replayed",
                        Boolean.toString(replayed))
                .record(took);
        if (write && !replayed) {
            content.path("checks")
                    .forEach(check -> counter(
                                    "countersign.checks",
                                    "check",
                                    check.path("check").asText(),
                                    "result",
                                    check.path("result").asText())
                            .increment());
        }
    }

    @Override
    public void sent(String tool, String step, Reply reply, Duration took) {
        String word = switch (reply) {
            case Reply.Accepted accepted -> "accepted";
            case Reply.Declined declined -> "declined";
            case Reply.NotSent notSent -> "not_sent";
            case Reply.Unknown unknown -> "unknown";
        };
        Span.current().setAttribute("countersign.step", step).setAttribute("countersign.reply", word);
        timer("countersign.backend.replies", "backend", backend.name(), "tool", tool, "step", step, "reply", word)
                .record(took);
    }

    private Timer timer(String name, String... labels) {
        return timers.computeIfAbsent(name + String.join(" ", labels), key -> registry.timer(name, labels));
    }

    private Counter counter(String name, String... labels) {
        return counters.computeIfAbsent(name + String.join(" ", labels), key -> registry.counter(name, labels));
    }
}
