package org.countersign.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

    private static final List<String> TOOLS = List.of("find_orders", "get_order", "refund_order", "cancel_order");

    @Test
    void typosAndOtherSpellingsAreUnderstood() {
        assertThat(Nearest.to("get_ordr", TOOLS)).contains("get_order");
        assertThat(Nearest.to("getOrder", TOOLS)).contains("get_order");
        assertThat(Nearest.to("refudn-order", TOOLS)).contains("refund_order");
        assertThat(Nearest.to("orders", TOOLS)).contains("find_orders");
    }

    @Test
    void whatIsFarIsNotGuessed() {
        assertThat(Nearest.to("launch_rocket", TOOLS)).isEmpty();
        assertThat(Nearest.to("", TOOLS)).isEmpty();
        assertThat(Nearest.to("x".repeat(1_000_000), TOOLS)).isEmpty();
        assertThat(Nearest.to("get_order", List.of())).isEmpty();
    }

    @Test
    void theClosestIsAlwaysThere() {
        assertThat(Nearest.anyway("x".repeat(1_000_000), TOOLS)).isPresent();
        assertThat(Nearest.anyway("launch_rocket", List.of())).isEmpty();
    }

    @Test
    void neighboursThatChangedPlacesCountOnce() {
        assertThat(Nearest.distance("oder", "order")).isEqualTo(1);
        assertThat(Nearest.distance("ordre", "order")).isEqualTo(1);
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
    }
}
