package org.countersign.keycloak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The client id metadata document of an MCP client, at its own https address, whose certificate only {@link #certificate()}
 * vouches for.
 */
final class MetadataDocument implements AutoCloseable {

    private static final char[] PASSWORD = "for a test".toCharArray();

    private final HttpsServer server;
    private final Path certificate;

    private MetadataDocument(HttpsServer server, Path certificate) {
        this.server = server;
        this.certificate = certificate;
    }

    /** @param redirect where this client wants to be answered */
    static MetadataDocument serve(String redirect) {
        try {
            Path folder = Files.createTempDirectory("metadata-document-");
            Path keys = folder.resolve("keys.p12");
            Path certificate = folder.resolve("certificate.pem");
            String store = keys.toString();
            keytool(
                    "-genkeypair",
                    "-keystore",
                    store,
                    "-alias",
                    "it",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=localhost",
                    "-ext",
                    "san=dns:localhost");
            keytool("-exportcert", "-rfc", "-keystore", store, "-alias", "it", "-file", certificate.toString());
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
            MetadataDocument document = new MetadataDocument(server, certificate);
            document.answer(redirect);
            server.start();
            return document;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The client's id. */
    URI url() {
        return URI.create("https://localhost:" + server.getAddress().getPort() + "/client.json");
    }

    Path certificate() {
        return certificate;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(String redirect) {
        ObjectNode client = KeycloakAdmin.JSON.createObjectNode();
        client.put("client_id", url().toString())
                .put("client_name", "A client that describes itself")
                .put("token_endpoint_auth_method", "none")
                .put("scope", "commerce:read commerce:write countersign:admin");
        client.putArray("redirect_uris").add(redirect);
        client.putArray("grant_types").add("authorization_code").add("refresh_token");
        client.putArray("response_types").add("code");
        byte[] document = client.toString().getBytes(StandardCharsets.UTF_8);
        server.createContext("/client.json", request -> {
            request.getResponseHeaders().add("Content-Type", "application/json");
            request.sendResponseHeaders(200, document.length);
            request.getResponseBody().write(document);
            request.close();
        });
    }

    private static SSLContext context(Path keys) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(words));
        command.addAll(List.of("-storepass", new String(PASSWORD)));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream said = keytool.getInputStream()) {
            String output = new String(said.readAllBytes(), StandardCharsets.UTF_8);
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
