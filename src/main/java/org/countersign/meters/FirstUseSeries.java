package org.countersign.meters;

import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.countersign.gate.LedgerUnavailable;
import org.countersign.ledger.PostgresFirstUses;

/**
 * When each role first used each tool, read when somebody asks, so that every replica shows the same at once. No series when
 * the ledger does not answer.
 */
@Singleton
class FirstUseSeries extends Collector {

    private static final double MILLIS = 1000;

    private final PostgresFirstUses uses;

    FirstUseSeries(PostgresFirstUses uses) {
        this.uses = uses;
    }

    void register(@Observes StartupEvent start, PrometheusMeterRegistry registry) {
        registry.getPrometheusRegistry().register(this);
    }

    @Override
    public List<MetricFamilySamples> collect() {
        GaugeMetricFamily family = new GaugeMetricFamily(
                "countersign_first_use_timestamp_seconds",
                "when a role first used a tool, since 1970",
                List.of("role", "tool"));
        try {
            uses.all()
                    .forEach(use -> family.addMetric(
                            List.of(use.role(), use.tool()), use.at().toEpochMilli() / MILLIS));
        } catch (LedgerUnavailable gone) {
            return List.of();
        }
        return List.of(family);
    }
}
