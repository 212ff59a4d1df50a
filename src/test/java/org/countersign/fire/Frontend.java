package org.countersign.fire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countersign.fire.Passage.Statement;

/**
 * Reads what a client says to PostgreSQL, one round trip at a time, and knows which statement is meant when a prepared one
 * is used again by its name. <a href="https://www.postgresql.org/docs/18/protocol-message-formats.html">Message formats</a>.
 */
final class Frontend {

    private static final int SSL_REQUEST = 80_877_103;
    private static final int GSS_REQUEST = 80_877_104;

    private final DataInputStream in;
    private final Map<String, String> prepared = new HashMap<>();
    private final Map<String, Statement> portals = new HashMap<>();
    private List<Statement> transaction = new ArrayList<>();
    private boolean began;
    private boolean greeted;

    Frontend(InputStream in) {
        this.in = new DataInputStream(new BufferedInputStream(in, 1 << 16));
    }

    /** @param answered whether the database says that it is ready when it has done this */
    record Said(byte[] bytes, Passage passage, boolean answered) {}

    /** Waits for the whole of it. @throws java.io.EOFException at the end */
    Said next() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream copy = new DataOutputStream(bytes);
        if (!greeted) {
            int length = in.readInt();
            byte[] body = in.readNBytes(length - 4);
            int code = new DataInputStream(new java.io.ByteArrayInputStream(body)).readInt();
            greeted = code != SSL_REQUEST && code != GSS_REQUEST;
            copy.writeInt(length);
            copy.write(body);
            return new Said(bytes.toByteArray(), new Passage(List.of(), List.of()), false);
        }
        List<Statement> statements = new ArrayList<>();
        while (true) {
            int type = in.readUnsignedByte();
            int length = in.readInt();
            byte[] body = in.readNBytes(length - 4);
            copy.writeByte(type);
            copy.writeInt(length);
            copy.write(body);
            read(type, body, statements);
            switch (type) {
                case 'S', 'Q' -> {
                    return new Said(bytes.toByteArray(), passage(statements), true);
                }
                case 'P', 'B', 'D', 'E', 'C' -> {}
                default -> {
                    return new Said(bytes.toByteArray(), passage(statements), false);
                }
            }
        }
    }

    private void read(int type, byte[] body, List<Statement> statements) {
        switch (type) {
            case 'P' -> prepared.put(text(body, 0), text(body, end(body, 0) + 1));
            case 'B' -> {
                String statement = prepared.getOrDefault(text(body, end(body, 0) + 1), "");
                portals.put(text(body, 0), new Statement(statement, new String(body, StandardCharsets.UTF_8)));
            }
            case 'E' -> statements.add(portals.getOrDefault(text(body, 0), new Statement("", "")));
            case 'Q' -> statements.add(new Statement(text(body, 0), ""));
            default -> {}
        }
    }

    private Passage passage(List<Statement> statements) {
        for (Statement said : statements) {
            if (said.sql().startsWith("BEGIN")) {
                transaction = new ArrayList<>();
                began = true;
            }
            transaction.add(said);
        }
        Passage passage = new Passage(List.copyOf(statements), List.copyOf(transaction));
        if (!began || statements.stream().anyMatch(said -> said.sql().matches("COMMIT|ROLLBACK"))) {
            transaction = new ArrayList<>();
            began = false;
        }
        return passage;
    }

    private static int end(byte[] body, int from) {
        int at = from;
        while (body[at] != 0) {
            at++;
        }
        return at;
    }

    private static String text(byte[] body, int from) {
        return new String(body, from, end(body, from) - from, StandardCharsets.UTF_8);
    }
}
