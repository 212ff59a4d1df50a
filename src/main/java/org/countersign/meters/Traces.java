package org.countersign.meters;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Scope;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.countersign.gate.Trace;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Gives every request a trace id, the client's own where it sent one (W3C Trace Context, in {@code params._meta} or the
 * header {@code traceparent}), and every log line of it the ids of trace, tool and action: never anybody's data. Where traces
 * are recorded the id is that of the recorded trace.
 */
@Singleton
public final class Traces implements Trace {

    static final String TRACE = "trace_id";
    static final String TOOL = "tool";
    static final String ACTION = "action_id";
    private static final String KEY = "countersign.trace";
    private static final String SPAN = "countersign.span";
    private static final int BYTES = 16;
    /** Before everything that may refuse a request. */
    private static final int FIRST = Integer.MIN_VALUE + 5;

    private final Spans spans;
    private final SecureRandom random = new SecureRandom();

    Traces(Spans spans) {
        this.spans = spans;
    }

    void register(@Observes Router router) {
        for (String below : new String[] {"/mcp", "/api", "/console"}) {
            router.route(below + "/*").order(FIRST).handler(request -> begin(request, below));
        }
    }

    private void begin(RoutingContext request, String below) {
        known(request, spans.http(request, below));
        request.next();
    }

    /**
     * One MCP request, before it is answered.
     *
     * @param method of those that this server has, else {@code _OTHER}
     * @param tool   of those that this server has
     */
    public void asked(RoutingContext request, String method, @Nullable String tool, JsonNode meta) {
        known(request, spans.mcp(request, request.get(SPAN), method, tool, Incoming.of(meta)));
    }

    private void known(RoutingContext request, Span span) {
        SpanContext context = span.getSpanContext();
        if (context.isValid() || request.get(KEY) == null) {
            request.put(KEY, context.isValid() ? context.getTraceId() : fresh());
        }
        request.put(SPAN, span);
        MDC.put(TRACE, request.get(KEY));
    }

    /** Runs one call of a tool, on whatever thread. */
    public <T> T call(RoutingContext request, String tool, Supplier<T> work) {
        String id = request.get(KEY);
        Span span = request.get(SPAN);
        MDC.put(TRACE, id == null ? fresh() : id);
        MDC.put(TOOL, tool);
        try (Scope here = span != null && span.isRecording() ? span.makeCurrent() : Scope.noop()) {
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
    public Optional<String> span() {
        Span now = Span.current();
        return now.isRecording() ? Optional.of(now.getSpanContext().getSpanId()) : Optional.empty();
    }

    @Override
    public void about(String actionId) {
        MDC.put(ACTION, actionId);
        Span.current().setAttribute("countersign.action.id", actionId);
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

    @Override
    public void again(String actionId, Runnable work) {
        Object before = MDC.get(TRACE);
        Span span = spans.again(actionId);
        if (span.isRecording()) {
            MDC.put(TRACE, span.getSpanContext().getTraceId());
        }
        try (Scope here = span.isRecording() ? span.makeCurrent() : Scope.noop()) {
            about(actionId);
            work.run();
        } catch (RuntimeException failed) {
            Shown.failure(span, failed);
            throw failed;
        } finally {
            span.end();
            if (before == null) {
                MDC.remove(TRACE);
            } else {
                MDC.put(TRACE, before);
            }
        }
    }

    private String fresh() {
        byte[] id = new byte[BYTES];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
