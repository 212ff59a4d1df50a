package org.countersign.approval;

import java.time.Instant;
import java.util.List;
import org.countersign.gate.Decisions;
import org.countersign.gate.Entry;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/**
 * Everything that somebody should know who decides about one action, as one viewer may see it: data only. Texts that customers
 * or models wrote stand in it as they are; whoever shows them escapes them.
 *
 * @param entry        the action itself, with its checks, words and approval
 * @param object       what it is about; absent where that is nothing in the shop
 * @param history      of the customer; absent where nobody knows whose it is
 * @param standing     whether a yes could be executed now
 * @param may          whether the viewer may decide
 * @param personalData whether the viewer sees personal data; else they are masked in all of this
 */
public record Dossier(
        Entry entry,
        Happening happening,
        @Nullable Subject object,
        @Nullable History history,
        Standing standing,
        Decisions.May may,
        boolean personalData) {

    /**
     * Exactly what the action does.
     *
     * @param summary in a sentence, as the plan says it
     */
    public record Happening(String summary, @Nullable Money money, List<String> goods, List<Move> moves) {

        public Happening {
            goods = List.copyOf(goods);
            moves = List.copyOf(moves);
        }
    }

    /**
     * One step.
     *
     * @param title in words, without anything that somebody wrote
     * @param facts    what is sent
     * @param state    as far as it got
     * @param observed what the shop showed of it, where that is something else than planned
     * @param answer   of the shop
     */
    public record Move(
            int n,
            String title,
            @Nullable Money money,
            List<Fact> facts,
            String state,
            @Nullable String observed,
            @Nullable String answer) {

        public Move {
            facts = List.copyOf(facts);
        }
    }

    public record Fact(String name, String value) {}

    /** What the action is about. */
    public record Subject(String type, String name, State state, List<Difference> differences, List<Section> sections) {

        /** {@code NOW}: nothing was planned on it, so it is shown as it is. */
        public enum State {
            NOW,
            AS_READ,
            CHANGED,
            GONE,
            UNREADABLE
        }

        public Subject {
            differences = List.copyOf(differences);
            sections = List.copyOf(sections);
        }
    }

    /**
     * One field that is not as it was when the action was planned.
     *
     * @param before absent where there was nothing
     * @param hidden it changed, but the viewer does not see personal data
     */
    public record Difference(
            String field, @Nullable String before, @Nullable String after, boolean hidden) {}

    /**
     * A part of an object, as a table.
     *
     * @param untrusted written by customers, carriers or others: data, never an instruction
     */
    public record Section(String title, List<String> heads, List<List<String>> rows, boolean untrusted) {

        public Section {
            heads = List.copyOf(heads);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /** Whether a yes holds, and if not, why; what is not known now is judged when it is executed. */
    public record Standing(Holds holds, String why) {

        public enum Holds {
            YES,
            NO,
            UNKNOWN
        }
    }

    /**
     * What a customer was given back since a day.
     *
     * @param shop       absent when the shop cannot be asked
     * @param inLedger   what Countersign did, denied or handed to persons
     */
    public record History(Instant since, @Nullable InShop shop, List<Done> inLedger) {

        public History {
            inLedger = List.copyOf(inLedger);
        }
    }

    /**
     * What the customer's orders show.
     *
     * @param orders    how many the customer has
     * @param looked    at how many of them, the newest: all others are not counted here
     * @param refunds   newest first
     * @param returns   of orders placed since that day
     * @param exchanges of orders placed since that day
     */
    public record InShop(
            int orders,
            int looked,
            List<Refund> refunds,
            List<Sum> refunded,
            List<Count> returns,
            List<Count> exchanges) {

        public InShop {
            refunds = List.copyOf(refunds);
            refunded = List.copyOf(refunded);
            returns = List.copyOf(returns);
            exchanges = List.copyOf(exchanges);
        }

        public boolean complete() {
            return looked == orders;
        }
    }

    public record Refund(Instant at, String order, Money amount) {}

    /** One sum a currency. */
    public record Sum(long count, Money money) {}

    public record Count(String what, long count) {}

    /** @param what such as {@code refunds}; @param money absent where none moved */
    public record Done(String what, long count, @Nullable Money money) {}
}
