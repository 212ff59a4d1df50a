package org.countersign.meters;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Which work is recorded: whole requests, by chance. What a client says about recording counts for nothing: its trace id
 * is taken over, but it can neither hide its calls nor have more of them recorded. A statement that belongs to no work (a
 * look whether there is something to do) is not recorded.
 */
@Singleton
class Sampling implements Sampler {

    private final double share;

    Sampling(@ConfigProperty(name = "countersign.traces.share", defaultValue = "1.0") double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("countersign.traces.share must be between 0 and 1, not " + share);
        }
        this.share = share;
    }

    @Override
    public SamplingResult shouldSample(
            Context parent,
            String traceId,
            String name,
            SpanKind kind,
            Attributes attributes,
            List<LinkData> parentLinks) {
        SpanContext of = Span.fromContext(parent).getSpanContext();
        boolean recorded = of.isValid() && !of.isRemote()
                ? of.isSampled()
                : kind != SpanKind.CLIENT && ThreadLocalRandom.current().nextDouble() < share;
        return recorded ? SamplingResult.recordAndSample() : SamplingResult.drop();
    }

    @Override
    public String getDescription() {
        return "Countersign{" + share + "}";
    }
}
