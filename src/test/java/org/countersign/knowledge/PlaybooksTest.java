package org.countersign.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.countersign.mcp.ShopPrompt;
import org.junit.jupiter.api.Test;

/** A playbook names tools in their order, and none that its reader does not have. */
class PlaybooksTest {

    private static final Set<String> CONTRACT =
            Set.of(("find_orders get_order find_customers get_customer find_products get_product quote_refund"
                            + " quote_shipping_rates track_shipment search_policies get_action list_actions get_permissions"
                            + " refund_order cancel_order change_shipping_address change_order_items change_payment_method"
                            + " create_return exchange_items receive_return fulfill_order hold_order release_order"
                            + " buy_shipping_label void_shipping_label add_order_note change_customer_address"
                            + " issue_store_credit escalate_to_human confirm_action withdraw_action")
                    .split(" "));

    private static final List<ShopPrompt> ALL = List.of(
            new Playbooks().refund(),
            new Playbooks().takeBack(),
            new Playbooks().lateParcel(),
            new Playbooks().wrongItem());

    @Test
    void withEveryToolEveryPlaybookReadsQuotesActsAndChecksInThisOrder() {
        for (ShopPrompt playbook : ALL) {
            String text = playbook.text(CONTRACT).orElseThrow();
            assertThat(text)
                    .containsSubsequence("1. READ:", "get_order", "list_actions", "RULES:", "search_policies")
                    .containsSubsequence("QUOTE:", "ACT:", "CHECK:", "PARTLY DONE", "UNKNOWN", "OTHERWISE:", "ANSWER:");
            assertThat(named(text)).isSubsetOf(CONTRACT);
            assertThat(text).doesNotContain("!`").contains("`escalate_to_human`");
        }
        assertThat(ALL.getFirst().text(CONTRACT).orElseThrow())
                .containsSubsequence("`quote_refund`", "`refund_order`", "`confirm_action`", "`get_action`");
    }

    @Test
    void whatWaitsForAPersonIsToldAndLeftAlone() {
        for (ShopPrompt playbook : ALL) {
            assertThat(playbook.text(CONTRACT).orElseThrow())
                    .containsSubsequence(
                            "WAITING FOR A PERSON",
                            "nothing was changed",
                            "approval.url",
                            "Tell the customer",
                            "`get_action`",
                            "do not try another way");
        }
    }

    @Test
    void noToolIsNamedThatTheReaderDoesNotHave() {
        Random random = new Random(11);
        for (int round = 0; round < 500; round++) {
            Set<String> some = some(random);
            for (ShopPrompt playbook : ALL) {
                playbook.text(some)
                        .ifPresent(text ->
                                assertThat(named(text)).as("of %s", some).isSubsetOf(some));
            }
        }
    }

    @Test
    void withoutItsToolAPlaybookIsNotOffered() {
        Set<String> readOnly = Set.of("find_orders", "get_order", "list_actions", "search_policies", "get_action");
        assertThat(ALL).allMatch(playbook -> playbook.text(readOnly).isEmpty());
        assertThat(ALL).allMatch(playbook -> playbook.text(Set.of()).isEmpty());
        Set<String> noReturns = new HashSet<>(CONTRACT);
        noReturns.remove("create_return");
        assertThat(ALL.get(1).text(noReturns)).isEmpty();
        assertThat(ALL.get(3).text(noReturns)).isPresent();
    }

    @Test
    void whoCannotEscalateIsToldSoInOtherWords() {
        Set<String> tools = Set.of("get_order", "refund_order");
        assertThat(ALL.getFirst().text(tools).orElseThrow())
                .contains("leave to a colleague")
                .doesNotContain("escalate");
    }

    /** Every word of the text that is the name of a tool, in backticks or not. */
    private static Set<String> named(String text) {
        Set<String> named = new TreeSet<>(Arrays.asList(text.split("[^a-z_]+")));
        named.retainAll(CONTRACT);
        return named;
    }

    private static Set<String> some(Random random) {
        Set<String> some = new HashSet<>(Set.of("get_order"));
        for (String tool : new ArrayList<>(new TreeSet<>(CONTRACT))) {
            if (random.nextBoolean()) {
                some.add(tool);
            }
        }
        return some;
    }
}
