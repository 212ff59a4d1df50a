package org.countersign.console;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.countersign.ledger.Audit;
import org.jspecify.annotations.Nullable;

/** The audit as a file, written while it is read. */
final class Exported {

    static final String TYPE = "application/x-ndjson";

    static Response.ResponseBuilder lines(Audit audit, @Nullable Instant since, @Nullable Instant until) {
        StreamingOutput lines = out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            audit.export(since, until, writer);
            writer.flush();
        };
        return Response.ok(lines).type(TYPE);
    }

    private Exported() {}
}
