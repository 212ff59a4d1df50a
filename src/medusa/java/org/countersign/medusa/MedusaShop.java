package org.countersign.medusa;

import static org.countersign.medusa.MedusaProgram.say;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** A real Medusa, open for orders: where it is and what is in it. */
public record MedusaShop(URI url, Ground ground) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RUNNING = "countersign.test.medusa";

    /** One for the whole JVM, with no orders yet; noted in a system property, since several class loaders come by here. */
    public static MedusaShop ofThisJvm() {
        synchronized (System.getProperties()) {
            try {
                String running = System.getProperty(RUNNING);
                if (running != null) {
                    return JSON.readValue(running, MedusaShop.class);
                }
                MedusaShop shop = start();
                System.setProperty(RUNNING, JSON.writeValueAsString(shop));
                return shop;
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static MedusaShop start() {
        Path folder = Path.of("target", "outer", "medusa-data").toAbsolutePath();
        MedusaProgram program = MedusaProgram.installed();
        MedusaDatabases databases = MedusaDatabases.start(folder);
        ReadyMade open = ReadyMade.in(databases, program, folder);
        databases.copy(open.database(), "shop");
        MedusaServer server = MedusaServer.start(program, databases.url("shop"), 0, folder.resolve("medusa.log"));
        say("runs at " + server.url());
        return new MedusaShop(server.url(), open.ground());
    }

    /** What a server needs to use this shop. */
    public Map<String, String> settings() {
        return settings(url);
    }

    /** @param through where this shop is reached, too */
    public Map<String, String> settings(URI through) {
        return Map.of(
                "countersign.backend",
                "medusa",
                "countersign.medusa.url",
                through.toString(),
                "countersign.medusa.secret-key",
                ground.secretKey());
    }

    public MedusaApi admin() {
        return MedusaApi.admin(url, ground.secretKey());
    }

    MedusaApi store() {
        return MedusaApi.store(url, ground.publishableKey());
    }
}
