package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.countersign.scripted.ScriptedProfile;
import org.countersign.scripted.ScriptedShop;
import org.junit.jupiter.api.Test;

/** A shop that implements refunds and cancellations only, set up with the very line of docs/backend-protocol.md. */
@QuarkusTest
@TestProfile(ScriptedWithoutToolsTest.Small.class)
class ScriptedWithoutToolsTest {

    private static final Pattern LINE =
            Pattern.compile("^COUNTERSIGN_REMOTE_WITHOUT_TOOLS=(change_[a-z_,\\\\\\n]+[a-z])$", Pattern.MULTILINE);

    public static class Small extends ScriptedProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
            settings.put("countersign.remote.without-tools", String.join(",", left()));
            return settings;
        }
    }

    ScriptedShop shop;

    private final Agent bench = Agent.as("bench");

    private static List<String> left() {
        try {
            Matcher line = LINE.matcher(Files.readString(Path.of("docs/backend-protocol.md")));
            assertThat(line.find()).isTrue();
            return List.of(line.group(1).replaceAll("[\\\\\\n]", "").split(","));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void whatTheShopDoesNotImplementIsNotListedAndNotCalled() {
        List<String> listed = StreamSupport.stream(bench.tools().spliterator(), false)
                .map(tool -> tool.path("name").asText())
                .toList();
        List<String> writes = EveryWrite.ALL.stream().map(EveryWrite::tool).toList();
        assertThat(left()).isSubsetOf(writes);
        assertThat(listed).contains("get_order", "escalate_to_human").doesNotContainAnyElementsOf(left());
        assertThat(writes.stream().filter(listed::contains)).containsExactly("refund_order", "cancel_order");
        String order = new ScriptedPlace(shop).open();
        Agent.Said said =
                bench.call("hold_order", Writing.of(bench.order(order)).put("reason", "customer_request"));
        assertThat(said.rpcError()).isEqualTo(-32602);
        assertThat(shop.effects(order)).isEmpty();
    }

    @Test
    void whatItDoesImplementIsDone() {
        EveryWrite.ALL.stream()
                .filter(write -> !left().contains(write.tool()))
                .forEach(write -> PlanIsEffect.of(bench, write.tool(), write.call(bench, new ScriptedPlace(shop))));
    }
}
