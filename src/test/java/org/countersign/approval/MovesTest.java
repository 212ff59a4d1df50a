package org.countersign.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.countersign.change.Change;
import org.countersign.refund.RefundSteps;
import org.junit.jupiter.api.Test;

/** Every kind of step has a sentence. */
class MovesTest {

    @Test
    void eachChangeThereIsHasItsWords() {
        Set<String> kinds = Stream.concat(
                        Stream.of(RefundSteps.KIND, "cancel"),
                        Stream.of(Change.class.getPermittedSubclasses()).map(MovesTest::kind))
                .collect(Collectors.toSet());
        assertThat(Moves.TITLES.keySet()).isEqualTo(kinds);
    }

    private static String kind(Class<?> change) {
        try {
            return (String) change.getField("KIND").get(null);
        } catch (ReflectiveOperationException none) {
            throw new AssertionError(change + " has no kind", none);
        }
    }
}
