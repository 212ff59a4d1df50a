package org.countersign.items;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.countersign.change.Swaps.Wish;
import org.junit.jupiter.api.Test;

/** The normal form of what should become what: its key and fingerprint are made of it. */
class ItemWishesTest {

    @Test
    void theSameWishesInAnotherOrderAreTheSameCall() {
        ItemWishes one =
                new ItemWishes(List.of(new Wish("b", "x", 1), new Wish("a", "y", null), new Wish("b", "x", 2)));
        ItemWishes other = new ItemWishes(List.of(new Wish("a", "y", null), new Wish("b", "x", 3)));
        assertThat(one.normalForm()).isEqualTo(other.normalForm());
        assertThat(one.normalForm())
                .hasToString("[{\"line_id\":\"a\",\"variant_id\":\"y\",\"quantity\":\"left\"},"
                        + "{\"line_id\":\"b\",\"variant_id\":\"x\",\"quantity\":3}]");
    }

    @Test
    void itSurvivesTheLedgerAndAllThatIsLeftIsNoNumber() {
        ItemWishes wishes = new ItemWishes(List.of(new Wish("a", "y", null), new Wish("a", "x", 2)));
        assertThat(ItemWishes.of(wishes.normalForm())).isEqualTo(wishes);
        assertThat(new ItemWishes(List.of(new Wish("a", "y", 1))).normalForm()).isNotEqualTo(wishes.normalForm());
    }
}
