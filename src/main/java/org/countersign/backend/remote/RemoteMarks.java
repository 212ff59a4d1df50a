package org.countersign.backend.remote;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import org.countersign.backend.Fields;
import org.countersign.backend.OfBackend;
import org.countersign.gate.MarkedEffects;
import org.countersign.gate.ObjectRef;
import org.countersign.shop.Page;

/** What carries our keys at a shop behind the protocol. */
@OfBackend(RemoteShop.NAME)
@ApplicationScoped
class RemoteMarks implements MarkedEffects {

    private final Questions questions;

    RemoteMarks(Questions questions) {
        this.questions = questions;
    }

    @Override
    public Page<Marked> since(Instant since, Page.Request page) {
        return questions.page("/marks", Map.of("since", since.toString()), page, RemoteMarks::marked);
    }

    private static ObjectRef object(Fields mark) {
        return mark.json().hasNonNull("order_id")
                ? ObjectRef.order(mark.text("order_id"))
                : ObjectRef.customer(mark.text("customer_id"));
    }

    private static Marked marked(Fields mark) {
        return new Marked(
                mark.text("key"), mark.text("what"), object(mark), mark.moneyOrNull("amount"), mark.time("at"));
    }
}
