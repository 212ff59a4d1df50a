package org.countersign.mcp;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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

    @Override
    public Set<String> reads() {
        return catalogue.all().stream()
                .map(Catalogue.Entry::spec)
                .filter(ShopTool.Spec::readOnly)
                .map(ShopTool.Spec::name)
                .collect(Collectors.toSet());
    }
}
