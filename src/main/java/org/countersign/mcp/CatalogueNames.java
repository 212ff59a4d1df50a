package org.countersign.mcp;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The catalogue's names for tools, which the catalogue itself is made of. */
@ApplicationScoped
class CatalogueNames implements ToolNames {

    private final Catalogue catalogue;

    CatalogueNames(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public List<String> inOrder() {
        return catalogue.all().stream().map(entry -> entry.spec().name()).toList();
    }
}
