package org.countersign.console;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.countersign.identity.ConsoleTenant;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/** The OpenAPI document describes what scripts call; pages are for people. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class ApiOnly implements OASFilter {

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getPaths() == null || document.getPaths().getPathItems() == null) {
            return;
        }
        List.copyOf(document.getPaths().getPathItems().keySet()).stream()
                .filter(path -> path.startsWith(ConsoleTenant.PATH))
                .forEach(document.getPaths()::removePathItem);
    }
}
