package org.countersign.console;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.countersign.identity.ConsoleTenant;

/** {@code /console/style.css} and what else every page is shown with; strangers may read it. */
@Path("/console/{file: [a-z]+\\.[a-z]+}")
@RunOnVirtualThread
public class Assets {

    @GET
    public Response one(@PathParam("file") String file) {
        Asset asset = Asset.at(ConsoleTenant.PATH + "/" + file).orElseThrow(NotFoundException::new);
        return Response.ok(asset.content()).type(asset.type()).build();
    }
}
