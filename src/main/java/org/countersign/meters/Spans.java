package org.countersign.meters;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Set;
import org.countersign.gate.LedgerUnavailable;
import org.countersign.ledger.Origins;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of a request and of the sweep's work, in the words of OpenTelemetry's conventions for HTTP and MCP.
 * Nothing a caller wrote is in it: no query, no path below ours, no name, argument, token or address.
 */
@Singleton
class Spans {

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS");
    private static final Set<String> PROTOCOLS = Set.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");

    private final Tracer tracer;
    private final Origins origins;

    /** @param on else nothing is recorded: below a request that is not, neither is anything else */
    Spans(
            OpenTelemetry telemetry,
            Origins origins,
            @ConfigProperty(name = "countersign.traces", defaultValue = "false") boolean on) {
        this.tracer = (on ? telemetry : OpenTelemetry.noop()).getTracer("org.countersign");
        this.origins = origins;
    }

    /** @param below the part of the server that it is for */
    Span http(RoutingContext request, String below) {
        String sent = request.request().method().name();
        String method = METHODS.contains(sent) ? sent : "_OTHER";
        Span span = tracer.spanBuilder((method.equals("_OTHER") ? "HTTP" : method) + " " + below)
                .setSpanKind(SpanKind.SERVER)
                .setParent(Incoming.of(request.request().headers()))
                .setAttribute("http.request.method", method)
                .setAttribute("url.scheme", request.request().isSSL() ? "https" : "http")
                .setAttribute("http.route", below)
                .startSpan();
        untilAnswered(request, span);
        return span;
    }

    /**
     * Part of the trace that the request itself names, else of the HTTP request that brought it; recorded when that is.
     */
    Span mcp(RoutingContext request, Span broughtBy, String method, @Nullable String tool, Context named) {
        if (!broughtBy.isRecording()) {
            return Incoming.known(named) ? Span.fromContext(named) : broughtBy;
        }
        SpanBuilder builder = tracer.spanBuilder(tool == null ? method : method + " " + tool)
                .setSpanKind(SpanKind.SERVER)
                .setParent(Context.current().with(broughtBy))
                .setAttribute("mcp.method.name", method)
                .setAttribute("network.protocol.name", "http")
                .setAttribute("network.transport", "tcp");
        if (Incoming.known(named)) {
            builder.setParent(named).addLink(broughtBy.getSpanContext());
        }
        String protocol = request.request().getHeader("MCP-Protocol-Version");
        if (protocol != null && PROTOCOLS.contains(protocol)) {
            builder.setAttribute("mcp.protocol.version", protocol);
        }
        if (tool != null) {
            builder.setAttribute("gen_ai.operation.name", "execute_tool").setAttribute("gen_ai.tool.name", tool);
        }
        Span span = builder.startSpan();
        untilAnswered(request, span);
        return span;
    }

    /** What comes to an action because its time has come. */
    Span again(String actionId) {
        Span span = tracer.spanBuilder("sweep").setNoParent().startSpan();
        if (span.isRecording()) {
            link(span, actionId);
        }
        return span;
    }

    private void link(Span span, String actionId) {
        try {
            origins.of(actionId)
                    .ifPresent(first -> span.addLink(SpanContext.createFromRemoteParent(
                            first.trace(), first.span(), TraceFlags.getSampled(), TraceState.getDefault())));
        } catch (LedgerUnavailable gone) {
            // whoever does the work meets it too
            Shown.failure(span, gone);
        }
    }

    /** The request's own context, which its handlers and worker threads share and which ends with it. */
    @SuppressWarnings("MustBeClosed")
    private static void untilAnswered(RoutingContext request, Span span) {
        if (!span.isRecording()) {
            return;
        }
        if (VertxContext.isOnDuplicatedContext()) {
            span.makeCurrent();
        }
        request.addEndHandler(answered -> {
            span.setAttribute("http.response.status_code", request.response().getStatusCode());
            if (answered.failed() || request.response().getStatusCode() >= 500) {
                Shown.error(
                        span,
                        answered.failed()
                                ? "connection"
                                : "" + request.response().getStatusCode());
            }
            span.end();
        });
    }
}
