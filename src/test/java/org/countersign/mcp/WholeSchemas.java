package org.countersign.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.Arc;
import java.util.HashMap;
import java.util.Map;

/** The whole output schemas of the server that runs in this test, of which lists show a brief form only. */
public final class WholeSchemas {

    /** By tool; empty when the server runs in another process. */
    public static Map<String, JsonNode> ofThisServer() {
        Map<String, JsonNode> schemas = new HashMap<>();
        if (Arc.container() != null && Arc.container().isRunning()) {
            Arc.container()
                    .select(Catalogue.class)
                    .get()
                    .all()
                    .forEach(entry -> schemas.put(
                            entry.spec().name(), entry.spec().output().toJson()));
        }
        return schemas;
    }

    private WholeSchemas() {}
}
