package org.countersign.meters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The operator decides how much is recorded, not who calls. */
class SamplingTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    private static boolean recorded(Sampling sampling, Context parent, SpanKind kind) {
        return sampling.shouldSample(parent, TRACE, "any", kind, Attributes.empty(), List.of())
                        .getDecision()
                == SamplingDecision.RECORD_AND_SAMPLE;
    }

    private static Context remote(TraceFlags flags) {
        return Context.root()
                .with(Span.wrap(SpanContext.createFromRemoteParent(TRACE, SPAN, flags, TraceState.getDefault())));
    }

    private static Context own(TraceFlags flags) {
        return Context.root().with(Span.wrap(SpanContext.create(TRACE, SPAN, flags, TraceState.getDefault())));
    }

    @Test
    void aClientCanNeitherHideItsCallsNorHaveThemRecorded() {
        assertThat(recorded(new Sampling(1), remote(TraceFlags.getDefault()), SpanKind.SERVER))
                .isTrue();
        assertThat(recorded(new Sampling(0), remote(TraceFlags.getSampled()), SpanKind.SERVER))
                .isFalse();
    }

    @Test
    void whatBelongsToARequestIsRecordedWithIt() {
        assertThat(recorded(new Sampling(0), own(TraceFlags.getSampled()), SpanKind.CLIENT))
                .isTrue();
        assertThat(recorded(new Sampling(1), own(TraceFlags.getDefault()), SpanKind.INTERNAL))
                .isFalse();
    }

    @Test
    void aStatementThatBelongsToNothingIsNotRecorded() {
        assertThat(recorded(new Sampling(1), Context.root(), SpanKind.CLIENT)).isFalse();
        assertThat(recorded(new Sampling(1), Context.root(), SpanKind.INTERNAL)).isTrue();
    }

    @Test
    void aShareIsAShare() {
        long recorded = IntStream.range(0, 10_000)
                .filter(n -> recorded(new Sampling(0.2), Context.root(), SpanKind.SERVER))
                .count();
        assertThat(recorded).isBetween(1_700L, 2_300L);
        assertThatThrownBy(() -> new Sampling(1.5)).hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() -> new Sampling(Double.NaN)).hasMessageContaining("between 0 and 1");
    }
}
