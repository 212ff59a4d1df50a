package org.countersign.policy;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.countersign.gate.DueTimes;
import org.countersign.gate.GateSettings;
import org.countersign.gate.PaceSettings;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The gate's numbers from the configuration; a wait or send_by above the contract's 5 s is refused at start. */
class GateConfig {

    private static final Duration CONTRACT = Duration.ofSeconds(5);

    @Produces
    @Singleton
    GateSettings settings(
            @ConfigProperty(name = "countersign.shop") String shop,
            @ConfigProperty(name = "countersign.backend", defaultValue = "builtin") String backend,
            @ConfigProperty(name = "countersign.receipt-lifetime", defaultValue = "PT60M") Duration receiptLifetime,
            @ConfigProperty(name = "countersign.lease-wait", defaultValue = "PT5S") Duration leaseWait,
            @ConfigProperty(name = "countersign.send-within", defaultValue = "PT5S") Duration sendWithin,
            @ConfigProperty(name = "countersign.lease", defaultValue = "PT60S") Duration lease,
            @ConfigProperty(name = "countersign.public-url") String publicUrl) {
        return new GateSettings(
                shop,
                backend,
                receiptLifetime,
                atMost("lease-wait", leaseWait),
                atMost("send-within", sendWithin),
                lease,
                publicUrl);
    }

    @Produces
    @Singleton
    PaceSettings pace(
            @ConfigProperty(name = "countersign.calls-per-minute", defaultValue = "60") int callsPerMinute,
            @ConfigProperty(name = "countersign.writes-per-case", defaultValue = "15") int writesPerCase) {
        return new PaceSettings(callsPerMinute, writesPerCase);
    }

    @Produces
    @Singleton
    DueTimes due(
            @ConfigProperty(name = "countersign.escalation-due.urgent", defaultValue = "PT1H") Duration urgent,
            @ConfigProperty(name = "countersign.escalation-due.high", defaultValue = "PT4H") Duration high,
            @ConfigProperty(name = "countersign.escalation-due.normal", defaultValue = "PT24H") Duration normal,
            @ConfigProperty(name = "countersign.escalation-due.low", defaultValue = "PT72H") Duration low) {
        return new DueTimes(urgent, high, normal, low);
    }

    private static Duration atMost(String name, Duration value) {
        if (value.compareTo(CONTRACT) > 0) {
            throw new IllegalArgumentException("countersign." + name + " is at most 5 s, not " + value);
        }
        return value;
    }
}
