package org.countersign.console;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.countersign.caller.Caller;
import org.countersign.caller.Grants;
import org.countersign.caller.Permissions;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.UnmaskedReads;
import org.countersign.label.LabelDocument;
import org.countersign.shop.BackendUnavailable;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.Orders;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * {@code GET …/orders/{order_id}/labels/{label_id}.pdf}: a label to print, for people who may buy one, or who see personal
 * data: it shows name and street, so that it leaves an event.
 */
@Path("/api/admin/shops/{shop}/orders/{order_id}/labels/{label_id}.pdf")
@Produces("application/pdf")
@RunOnVirtualThread
public class LabelResource {

    private static final String BUYS = "buy_shipping_label";

    private final Admin admin;
    private final Grants grants;
    private final Orders orders;
    private final LabelDocument document;
    private final UnmaskedReads reads;

    LabelResource(Admin admin, Grants grants, Orders orders, LabelDocument document, UnmaskedReads reads) {
        this.reads = reads;
        this.admin = admin;
        this.grants = grants;
        this.orders = orders;
        this.document = document;
    }

    @GET
    @Operation(
            summary = "A shipping label to print",
            description = "A PDF of 4 by 6 inches. For people with a grant on buy_shipping_label or with"
                    + " see_personal_data. A voided label is 410.")
    public Response pdf(
            @PathParam("shop") String shop, @PathParam("order_id") String orderId, @PathParam("label_id") String id) {
        Optional<Response> denied = mayPrint() ? admin.otherShop(shop) : Optional.of(notPermitted());
        if (denied.isPresent()) {
            return denied.get();
        }
        try {
            return order(orderId)
                    .flatMap(order -> order.labels().stream()
                            .filter(label -> label.id().equals(id))
                            .findFirst()
                            .map(label -> printed(order, label)))
                    .orElseGet(() -> Problem.of(404, "not_found", "There is no such label of such an order."));
        } catch (BackendUnavailable away) {
            return Problem.of(503, "backend_unavailable", "The shop cannot be read now; try again in a while.");
        }
    }

    private Optional<Order> order(String id) {
        return id.replaceFirst("^#", "").isBlank() ? Optional.empty() : orders.order(new OrderId(id));
    }

    private Response printed(Order order, Order.Label label) {
        if (label.status() == Order.Label.Status.VOIDED) {
            return Problem.of(410, "voided", "This label was voided and must not be used; buy another one.");
        }
        reads.object(admin.caller(), "label", ObjectRef.order(order.id().value()));
        return Response.ok(document.pdf(order, label))
                .header("Content-Disposition", "inline; filename=\"label.pdf\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    private boolean mayPrint() {
        Caller caller = admin.caller();
        return grants.permissions(caller.roles()).has(Permissions.SEE_PERSONAL_DATA)
                || grants.of(caller.roles(), BUYS).stream()
                        .anyMatch(grant -> caller.person() || grant.serviceAccounts());
    }

    private static Response notPermitted() {
        return Problem.of(
                403,
                "not_permitted",
                "This needs a grant on " + BUYS + " or the permission " + Permissions.SEE_PERSONAL_DATA
                        + ", which none of your roles has.");
    }
}
