package org.countersign.backend;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import java.net.URI;
import java.util.Optional;

/**
 * A call to a shop as a trace shows it: its method, the shop's host, the status. Never its path, query, headers or body, which
 * name orders and people. The shop learns the trace, so that its own log can be searched by it, and nothing else of the
 * caller's: neither {@code tracestate} nor baggage, which are text of strangers, and nothing at all when nobody records.
 */
final class Outgoing {

    private final Tracer tracer;
    private final URI base;

    Outgoing(TracerProvider tracers, URI base) {
        this.tracer = tracers.get("org.countersign");
        this.base = base;
    }

    /** Part of what is recorded, where anything is. */
    Span begin(String method) {
        if (!Span.current().isRecording()) {
            return Span.getInvalid();
        }
        Span call = tracer.spanBuilder(method).setSpanKind(SpanKind.CLIENT).startSpan();
        call.setAttribute("http.request.method", method);
        if (base.getHost() != null) {
            call.setAttribute("server.address", base.getHost());
            call.setAttribute(
                    "server.port", base.getPort() >= 0 ? base.getPort() : "https".equals(base.getScheme()) ? 443 : 80);
        }
        return call;
    }

    /** What the shop is told. */
    static Optional<String> traceparent(Span call) {
        SpanContext of = call.getSpanContext();
        return call.isRecording()
                ? Optional.of("00-" + of.getTraceId() + "-" + of.getSpanId() + "-"
                        + of.getTraceFlags().asHex())
                : Optional.empty();
    }

    static void answered(Span call, int status) {
        call.setAttribute("http.response.status_code", status);
        if (status >= 400) {
            failed(call, Integer.toString(status));
        }
    }

    static void failed(Span call, String type) {
        call.setAttribute("error.type", type);
        call.setStatus(StatusCode.ERROR);
    }
}
