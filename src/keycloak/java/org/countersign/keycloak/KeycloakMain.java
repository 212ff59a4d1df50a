package org.countersign.keycloak;

import java.net.URI;
import java.util.List;

/** A Keycloak to look at and to sign in with, {@code ./mvnw -Pkeycloak}: our realm and a person of each role, until Ctrl-C. */
final class KeycloakMain {

    public static void main(String... none) {
        try {
            run();
        } catch (IllegalStateException wrong) {
            System.err.println("keycloak: " + wrong.getMessage());
            System.exit(1);
        }
    }

    private static void run() {
        URI publicUrl = URI.create(System.getProperty("keycloak.public-url", "http://localhost:8080"));
        KeycloakServer server = KeycloakServer.start(
                Integer.getInteger("keycloak.port", 8180), publicUrl, List.of("--features=cimd,resource-indicators"));
        // Ctrl-C ends both; whoever ends Maven alone ends this, too
        Thread exit = new Thread(() -> System.exit(0));
        ProcessHandle.current().parent().ifPresent(maven -> maven.onExit().thenRun(exit::start));
        KeycloakAdmin admin = server.admin();
        admin.person("ada", "Ada Agent", "support_agent");
        admin.person("lea", "Lea Lead", "support_lead");
        admin.person("wim", "Wim Warehouse", "warehouse");
        admin.person("sam", "Sam Admin", "shop_admin");
        admin.person("aud", "Aud Auditor", "auditor");
        tell(server, publicUrl);
        server.awaitEnd();
    }

    private static void tell(KeycloakServer server, URI publicUrl) {
        say("runs at " + server.url() + "; its administration: " + server.url() + "/admin, as " + KeycloakServer.ADMIN
                + " with the password " + KeycloakServer.ADMIN);
        say("people: ada, lea, wim, sam, aud; everybody's password: " + KeycloakAdmin.PASSWORD);
        say("Countersign with it, in another terminal:");
        System.out.println("  QUARKUS_HTTP_PORT=" + publicUrl.getPort() + " COUNTERSIGN_ISSUER=" + server.issuer()
                + " COUNTERSIGN_CONSOLE_CLIENT_SECRET=" + KeycloakServer.CONSOLE_SECRET + " ./mvnw -Pdev");
        say("the client countersign-sweep has the secret " + KeycloakServer.SWEEP_SECRET);
        say("Ctrl-C stops it; nothing is kept.");
    }

    private static void say(String what) {
        System.out.println("keycloak: " + what);
    }

    private KeycloakMain() {}
}
