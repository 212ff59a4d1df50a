package org.countersign.medusa;

import static org.countersign.medusa.MedusaProgram.say;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.countersign.backend.ShopBed.Line;

/** A Medusa to look at and to act on, {@code ./mvnw -Pmedusa}: kept in .data/medusa, with some orders; until Ctrl-C. */
final class MedusaMain {

    private static final Path FOLDER = Path.of(".data", "medusa").toAbsolutePath();
    private static final String SHOP = "shop";

    public static void main(String... none) throws IOException {
        try {
            run();
        } catch (IllegalStateException | UncheckedIOException wrong) {
            System.err.println("medusa: " + wrong.getMessage());
            System.exit(1);
        }
    }

    private static void run() throws IOException {
        MedusaProgram program = MedusaProgram.installed();
        MedusaDatabases databases = MedusaDatabases.start(FOLDER);
        Path note = FOLDER.resolve("orders");
        boolean fresh = !Files.exists(note) || !databases.has(SHOP);
        if (fresh) {
            databases.copy(ReadyMade.in(databases, program, FOLDER).database(), SHOP);
        }
        Ground ground = ReadyMade.in(databases, program, FOLDER).ground();
        int port = Integer.getInteger("medusa.port", 9000);
        MedusaServer server = MedusaServer.start(program, databases.url(SHOP), port, FOLDER.resolve("medusa.log"));
        MedusaShop shop = new MedusaShop(server.url(), ground);
        if (fresh) {
            say("some people buy something");
            Files.write(note, orders(shop));
        }
        // Ctrl-C ends both; whoever ends Maven alone ends this, too
        Thread exit = new Thread(() -> System.exit(0));
        ProcessHandle.current().parent().ifPresent(maven -> maven.onExit().thenRun(exit::start));
        tell(shop, key(ground), Files.readAllLines(note));
        server.awaitEnd();
    }

    private static List<String> orders(MedusaShop shop) {
        Checkout checkout = new Checkout(shop);
        List<String> orders = new ArrayList<>();
        orders.add(checkout.order("USD", 900, List.of(new Line(3, 1000), new Line(1, 2500))) + "  USD, two lines");
        orders.add(checkout.order("USD", 0, List.of(new Line(2, 4500, 1000, 525))) + "  USD, with a discount and tax");
        orders.add(checkout.order("JPY", 500, List.of(new Line(2, 2400))) + "  JPY");
        orders.add(checkout.order("KWD", 1500, List.of(new Line(1, 6125))) + "  KWD");
        String delivered = checkout.order("USD", 500, List.of(new Line(2, 1999), new Line(1, 2499)));
        checkout.deliver(delivered);
        orders.add(delivered + "  USD, delivered");
        return orders;
    }

    private static Path key(Ground ground) throws IOException {
        Path file = FOLDER.resolve("secret-key");
        Files.deleteIfExists(file);
        if (FOLDER.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return Files.writeString(file, ground.secretKey());
    }

    private static void tell(MedusaShop shop, Path key, List<String> orders) {
        say("runs at " + shop.url() + "; its log: " + FOLDER.resolve("medusa.log"));
        say("the secret key of its admin API is in " + key);
        say("orders:");
        orders.forEach(order -> say("  " + order));
        say("Countersign in front of it, in another terminal:");
        System.out.println("  COUNTERSIGN_BACKEND=medusa COUNTERSIGN_MEDUSA_URL=" + shop.url()
                + " COUNTERSIGN_MEDUSA_SECRET_KEY_FILE=" + key + " ./mvnw -Pdev");
        say("Ctrl-C stops it; its orders are kept. Remove .data/medusa to begin anew.");
    }

    private MedusaMain() {}
}
