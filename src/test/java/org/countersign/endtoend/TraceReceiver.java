package org.countersign.endtoend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A collector for traces: takes what the server really exports (OTLP over HTTP) and keeps it. */
public final class TraceReceiver implements AutoCloseable {

    private final HttpServer server;
    private final List<Seen> spans = new CopyOnWriteArrayList<>();

    /** @param parent empty for the first of a trace; all ids are hexadecimal */
    public record Seen(String trace, String id, String parent, String name, Map<String, String> attributes, Span raw) {

        String of(String attribute) {
            return attributes.getOrDefault(attribute, "");
        }

        List<String> links() {
            return raw.getLinksList().stream()
                    .map(link -> hex(link.getTraceId()) + "-" + hex(link.getSpanId()))
                    .toList();
        }
    }

    private TraceReceiver(HttpServer server) {
        this.server = server;
    }

    static TraceReceiver start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            TraceReceiver receiver = new TraceReceiver(server);
            server.createContext("/v1/traces", receiver::take);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return receiver;
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    Map<String, String> settings() {
        return Map.of(
                "countersign.traces",
                "true",
                "quarkus.otel.exporter.otlp.protocol",
                "http/protobuf",
                "quarkus.otel.exporter.otlp.endpoint",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "quarkus.otel.bsp.schedule.delay",
                "50ms");
    }

    List<Seen> all() {
        return List.copyOf(spans);
    }

    List<Seen> of(String trace) {
        return spans.stream().filter(span -> span.trace.equals(trace)).toList();
    }

    /** Waits, at most 20 s, until one of this trace is there; those of one request come together or before it. */
    Seen await(String trace, Predicate<Seen> wanted) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (true) {
            for (Seen span : spans) {
                if (span.trace.equals(trace) && wanted.test(span)) {
                    return span;
                }
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("not exported; there are " + of(trace) + " of " + spans.size());
            }
            Thread.onSpinWait();
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        ExportTraceServiceRequest.parseFrom(exchange.getRequestBody().readAllBytes())
                .getResourceSpansList()
                .forEach(resource -> resource.getScopeSpansList()
                        .forEach(scope -> scope.getSpansList().forEach(span -> spans.add(seen(span)))));
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private static Seen seen(Span span) {
        Map<String, String> attributes = span.getAttributesList().stream()
                .collect(Collectors.toMap(
                        attribute -> attribute.getKey(),
                        attribute -> attribute.getValue().hasIntValue()
                                ? Long.toString(attribute.getValue().getIntValue())
                                : attribute.getValue().hasBoolValue()
                                        ? Boolean.toString(attribute.getValue().getBoolValue())
                                        : attribute.getValue().getStringValue()));
        return new Seen(
                hex(span.getTraceId()),
                hex(span.getSpanId()),
                hex(span.getParentSpanId()),
                span.getName(),
                attributes,
                span);
    }

    private static String hex(com.google.protobuf.ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
