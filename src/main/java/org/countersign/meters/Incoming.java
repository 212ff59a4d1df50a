package org.countersign.meters;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/**
 * Whose work a request says it belongs to: W3C Trace Context ({@code traceparent}, {@code tracestate}), by which things are
 * found together and nothing else. What is malformed is as if it were not there; baggage is never read.
 */
final class Incoming {

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
    /** Of a header that is read; longer ones are no trace context. */
    private static final int LONGEST = 512;

    /** Of an HTTP request. */
    static Context of(MultiMap headers) {
        return W3C.extract(Context.root(), headers, new TextMapGetter<MultiMap>() {
            @Override
            public Iterable<String> keys(MultiMap carrier) {
                return carrier.names();
            }

            @Override
            public @Nullable String get(@Nullable MultiMap carrier, String key) {
                return carrier == null || carrier.getAll(key).size() > 1 ? null : bounded(carrier.get(key));
            }
        });
    }

    /** Of {@code params._meta} of an MCP request: unprefixed keys, as MCP has it for trace context (SEP-414). */
    static Context of(JsonNode meta) {
        return W3C.extract(Context.root(), meta, new TextMapGetter<JsonNode>() {
            @Override
            public Iterable<String> keys(JsonNode carrier) {
                return () -> carrier.fieldNames();
            }

            @Override
            public @Nullable String get(@Nullable JsonNode carrier, String key) {
                return carrier == null || !carrier.path(key).isTextual()
                        ? null
                        : bounded(carrier.path(key).asText());
            }
        });
    }

    /** Whether it names a trace at all. */
    static boolean known(Context context) {
        return Span.fromContext(context).getSpanContext().isValid();
    }

    private static @Nullable String bounded(@Nullable String sent) {
        return sent == null || sent.length() > LONGEST ? null : sent;
    }

    private Incoming() {}
}
