package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.countersign.backend.Answer;
import org.countersign.backend.Fields;
import org.countersign.backend.Silence;
import org.countersign.gate.Json;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;
import org.countersign.shop.BackendUnavailable;

/**
 * One order change, from its begin to its confirmation, which leaves before the deadline or not at all. What goes wrong before
 * it was sent had no effect, and the draft is deleted; an answer to the confirmation that is lost says nothing.
 */
final class Drafting {

    private final Medusa medusa;
    private final Drafts drafts;
    private final Replies replies;
    private final String orderId;
    private final StepKey key;
    private final Deadline deadline;
    private final List<String> kept = new ArrayList<>();

    Drafting(Medusa medusa, Drafts drafts, Replies replies, String orderId, StepKey key, Deadline deadline) {
        this.medusa = medusa;
        this.drafts = drafts;
        this.replies = replies;
        this.orderId = orderId;
        this.key = key;
        this.deadline = deadline;
    }

    Reply confirmed(Draft draft) {
        try {
            Fields begun = answer(marked(draft));
            Draft.Filling filling = draft.filling().apply(begun);
            for (Draft.Call call : filling.calls()) {
                answer(call);
            }
            for (Draft.Call call : filling.kept()) {
                kept.add(call.path() + "/" + Drafts.id(answer(call), "reservation"));
            }
            String made = draft.made().apply(alone());
            inTime();
            return confirmed(filling.confirm(), made);
        } catch (Stopped stopped) {
            undo();
            return stopped.reply;
        } catch (BackendUnavailable | Fields.Unreadable unread) {
            undo();
            return new Reply.NotSent("nothing was confirmed: " + unread.getMessage(), null);
        }
    }

    /** With the kind of the change, since Medusa has one name for the receipt of a return and that of an exchange. */
    private Draft.Call marked(Draft draft) {
        Draft.Call begin = draft.begin();
        ObjectNode body = begin.body()
                .deepCopy()
                .put("internal_note", Mark.of(key, draft.kind()).text(null));
        return new Draft.Call(begin.path(), body);
    }

    /** Medusa confirms whatever is open of an order where its path names only that: so ours, and nothing else, has to be. */
    private OrderLog.Entry alone() {
        List<OrderLog.Entry> open = drafts.log(orderId).entries().stream()
                .filter(OrderLog.Entry::open)
                .toList();
        for (OrderLog.Entry one : open) {
            if (!one.isBy(key)) {
                throw new Stopped(new Reply.Declined(Drafts.busy(one)));
            }
        }
        if (open.size() != 1) {
            throw new Stopped(new Reply.Declined("its draft was deleted in Medusa's admin before it was confirmed"));
        }
        return open.getFirst();
    }

    private Fields answer(Draft.Call call) {
        Reply no;
        try {
            inTime();
            Answer answer = medusa.post(call.path(), call.body(), deadline.left());
            if (answer.status() == 200) {
                return new Fields(answer.json().orElseThrow(() -> Fields.wrong("answer", "an object")));
            }
            no = replies.of(answer, json -> "", refused -> !refused.message().isEmpty());
        } catch (Silence silence) {
            no = Replies.of(silence);
        }
        throw new Stopped(no instanceof Reply.Unknown unknown ? new Reply.NotSent(without(unknown), null) : no);
    }

    /** Nothing is unknown of what has no effect. */
    private static String without(Reply.Unknown unknown) {
        return "nothing was confirmed: " + unknown.why();
    }

    private void inTime() {
        if (deadline.passed()) {
            throw new Stopped(
                    new Reply.NotSent("nothing was confirmed: Medusa was too slow with what precedes it", null));
        }
    }

    private Reply confirmed(String path, String made) {
        try {
            Answer answer = medusa.post(path, Json.object());
            Reply reply = replies.of(
                    answer, json -> made, refused -> !refused.message().isEmpty());
            return switch (reply) {
                case Reply.Accepted accepted -> accepted;
                case Reply.Declined declined -> undo() ? declined : new Reply.Unknown(declined.why());
                case Reply.NotSent notSent -> undo() ? notSent : new Reply.Unknown(notSent.why());
                case Reply.Unknown unknown -> unknown;
            };
        } catch (Silence silence) {
            return silence.nothingSent() && undo() ? Replies.of(silence) : new Reply.Unknown(silence.why());
        }
    }

    /** @return whether it is sure that nothing has an effect, now or later */
    private boolean undo() {
        boolean dropped = drafts.dropped(orderId, key);
        if (dropped) {
            kept.forEach(drafts::deleted);
        }
        return dropped;
    }

    /** Before the confirmation. */
    private static final class Stopped extends RuntimeException {

        private final transient Reply reply;

        Stopped(Reply reply) {
            super(null, null, false, false);
            this.reply = reply;
        }
    }
}
