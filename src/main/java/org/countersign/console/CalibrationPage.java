package org.countersign.console;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /console/calibration}: how sure models said they were, and what became of it. */
@Path("/console/calibration")
@Produces(Notice.HTML)
@RunOnVirtualThread
public class CalibrationPage {

    private final Session session;
    private final Calibrated calibrated;

    CalibrationPage(Session session, Calibrated calibrated) {
        this.session = session;
        this.calibrated = calibrated;
    }

    @GET
    public Response counted(@QueryParam("days") @Nullable String days) {
        session.enter(Place.CALIBRATION);
        String asked = days == null || days.isBlank() ? Integer.toString(Calibrated.USUAL_DAYS) : days.strip();
        Optional<Integer> wanted = Calibrated.days(asked);
        if (wanted.isEmpty()) {
            return shown(400, CalibrationView.refused(asked, "Days are 1 to " + Calibrated.MOST_DAYS + "."));
        }
        return calibrated
                .of(wanted.get())
                .map(report -> shown(200, CalibrationView.of(report)))
                .orElseGet(() -> shown(
                        429,
                        CalibrationView.refused(
                                asked, "Somebody else's is being counted just now. Try again in a few seconds.")));
    }

    private Response shown(int status, CalibrationView view) {
        return Response.status(status)
                .entity(LedgerTemplates.calibration(session.frame(Place.CALIBRATION, "Calibration"), view)
                        .render())
                .build();
    }
}
