package org.countersign.medusa;

import static org.countersign.medusa.MedusaProgram.say;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;

/**
 * The database of a shop that is open and has sold nothing: made once for each version of Medusa and of the groundwork, kept
 * to be copied, since migrating takes longer than all else.
 */
record ReadyMade(String database, Ground ground) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param folder where it is noted, and the logs are */
    static ReadyMade in(MedusaDatabases databases, MedusaProgram program, Path folder) {
        try {
            String database = "open_" + version();
            Path note = folder.resolve(database + ".json");
            if (!Files.exists(note) || !databases.has(database)) {
                databases.create(database);
                Ground ground = make(databases.url(database), program, folder);
                Files.writeString(note, JSON.writeValueAsString(ground));
            }
            return new ReadyMade(database, JSON.readValue(note.toFile(), Ground.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Ground make(String databaseUrl, MedusaProgram program, Path folder) {
        Map<String, String> environment = MedusaServer.environment(databaseUrl);
        String email = "admin@example.test";
        String password = UUID.randomUUID().toString();
        say("migrating its database, once");
        program.run(environment, folder.resolve("migrate.log"), "db:migrate");
        program.run(environment, folder.resolve("migrate.log"), "user", "-e", email, "-p", password);
        say("opening the shop, once");
        try (MedusaServer server = MedusaServer.start(
                program, databaseUrl, 0, folder.resolve("groundwork.log").toAbsolutePath())) {
            return Groundwork.laid(server.url(), email, password);
        }
    }

    private static String version() throws IOException {
        try (InputStream groundwork = Groundwork.class.getResourceAsStream("Groundwork.class")) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(Files.readAllBytes(MedusaProgram.SOURCES.resolve("package-lock.json")));
            digest.update(groundwork.readAllBytes());
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
