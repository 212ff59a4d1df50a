package org.countersign.meters;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.countersign.gate.Trace;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Gives every request a trace id, the client's own where it sent one (W3C Trace Context, {@code traceparent}), and every
 * log line of it the ids of trace, tool and action: never anybody's data.
 */
@Singleton
public final class Traces implements Trace {

    static final String TRACE = "trace_id";
    static final String TOOL = "tool";
    static final String ACTION = "action_id";
    private static final String KEY = "countersign.trace";
    private static final int BYTES = 16;
    /** https://www.w3.org/TR/trace-context/#traceparent-header: version ff and an id of zeros are invalid. */
    private static final Pattern TRACEPARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");
    /** Before everything that may refuse a request. */
    private static final int FIRST = Integer.MIN_VALUE + 5;

    private final SecureRandom random = new SecureRandom();

    void register(@Observes Router router) {
        router.route("/mcp/*").order(FIRST).handler(this::begin);
        router.route("/api/*").order(FIRST).handler(this::begin);
    }

    private void begin(RoutingContext request) {
        String id = id(request.request().getHeader("traceparent"));
        request.put(KEY, id);
        MDC.put(TRACE, id);
        request.next();
    }

    /** Runs one call of a tool, on whatever thread. */
    public <T> T call(RoutingContext request, String tool, Supplier<T> work) {
        String id = request.get(KEY);
        MDC.put(TRACE, id == null ? fresh() : id);
        MDC.put(TOOL, tool);
        try {
            return work.get();
        } finally {
            MDC.remove(ACTION);
            MDC.remove(TOOL);
        }
    }

    @Override
    public Optional<String> id() {
        return Optional.ofNullable((String) MDC.get(TRACE));
    }

    @Override
    public void about(String actionId) {
        MDC.put(ACTION, actionId);
    }

    @Override
    public <T> T work(Supplier<T> work) {
        boolean own = id().isEmpty();
        if (own) {
            MDC.put(TRACE, fresh());
        }
        try {
            return work.get();
        } finally {
            MDC.remove(ACTION);
            if (own) {
                MDC.remove(TRACE);
            }
        }
    }

    String id(@Nullable String traceparent) {
        Matcher sent = TRACEPARENT.matcher(traceparent == null ? "" : traceparent);
        return sent.matches() ? sent.group(1) : fresh();
    }

    private String fresh() {
        byte[] id = new byte[BYTES];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
