package org.countersign.meters;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import org.countersign.gate.Part;

/** Records each {@link Part} of work that is recorded at all; otherwise it is not there. */
@Part
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class PartSpans {

    private final Tracer tracer;

    PartSpans(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("org.countersign");
    }

    @AroundInvoke
    Object record(InvocationContext work) throws Exception {
        Part part = Span.current().isRecording() ? work.getInterceptorBinding(Part.class) : null;
        if (part == null) {
            return work.proceed();
        }
        Span span = tracer.spanBuilder(part.value()).startSpan();
        try (Scope here = span.makeCurrent()) {
            return work.proceed();
        } catch (Exception failed) {
            Shown.failure(span, failed);
            throw failed;
        } finally {
            span.end();
        }
    }
}
