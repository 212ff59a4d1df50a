package org.countersign.console;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.countersign.identity.ConsoleTenant;

/** {@code /console/style.css} and what else every page is shown with; strangers may read it. */
@Path(ConsoleTenant.PATH)
@RunOnVirtualThread
public class Assets {

    @GET
    @Path("style.css")
    public Response style() {
        return answer(Asset.STYLE);
    }

    @GET
    @Path("console.js")
    public Response script() {
        return answer(Asset.SCRIPT);
    }

    @GET
    @Path("favicon.svg")
    public Response mark() {
        return answer(Asset.MARK);
    }

    private static Response answer(Asset asset) {
        return Response.ok(asset.content()).type(asset.type()).build();
    }
}
