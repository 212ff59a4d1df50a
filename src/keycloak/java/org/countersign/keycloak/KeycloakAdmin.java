package org.countersign.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** What an administrator of the realm does, through Keycloak's admin REST. */
public final class KeycloakAdmin {

    /** Everybody's; long enough for the realm's rules. */
    public static final String PASSWORD = "correct horse battery staple";

    static final ObjectMapper JSON = new ObjectMapper();

    private final URI keycloak;

    KeycloakAdmin(URI keycloak) {
        this.keycloak = keycloak;
    }

    /** Somebody new. @return their id, which is the subject of their tokens */
    public String person(String user, String name, String... roles) {
        ObjectNode person = JSON.createObjectNode()
                .put("username", user)
                .put("enabled", true)
                .put("firstName", name.substring(0, name.indexOf(' ')))
                .put("lastName", name.substring(name.indexOf(' ') + 1))
                .put("email", user + "@countersign.example")
                .put("emailVerified", true);
        person.putArray("credentials")
                .addObject()
                .put("type", "password")
                .put("value", PASSWORD)
                .put("temporary", false);
        send("POST", "/users", person);
        String id = get("/users?exact=true&username=" + user).path(0).path("id").asText();
        for (String role : roles) {
            role("POST", id, role);
        }
        return id;
    }

    /** A client that administrators know, for what somebody's model does. @return an access token for /mcp */
    public String modelOf(String user) {
        String id = "models-of-" + user;
        ObjectNode client = JSON.createObjectNode()
                .put("clientId", id)
                .put("publicClient", true)
                .put("standardFlowEnabled", true)
                .put("fullScopeAllowed", false);
        client.putArray("redirectUris").add(KeycloakServices.REDIRECT);
        client.putArray("defaultClientScopes").add("basic");
        client.putArray("optionalClientScopes").add("commerce:read").add("commerce:write");
        client(client);
        return new Visitor(keycloak.resolve("/realms/countersign"), user)
                .signIn(id, KeycloakServices.REDIRECT, "commerce:read commerce:write")
                .access();
    }

    void give(String personId, String role) {
        role("POST", personId, role);
    }

    void takeAway(String personId, String role) {
        role("DELETE", personId, role);
    }

    private void role(String method, String personId, String role) {
        ArrayNode roles = JSON.createArrayNode().add(get("/roles/" + role));
        send(method, "/users/" + personId + "/role-mappings/realm", roles);
    }

    void disable(String personId) {
        send("PUT", "/users/" + personId, JSON.createObjectNode().put("enabled", false));
    }

    /** @return the id of its service account, if it has one */
    String client(ObjectNode client) {
        send("POST", "/clients", client);
        String id = get("/clients?clientId=" + client.path("clientId").asText())
                .path(0)
                .path("id")
                .asText();
        return client.path("serviceAccountsEnabled").asBoolean()
                ? get("/clients/" + id + "/service-account-user").path("id").asText()
                : "";
    }

    /** Keycloak gives every service account a scope whose claims tell it; this client has it no longer. */
    void withoutScope(String clientId, String scope) {
        String client = get("/clients?clientId=" + clientId).path(0).path("id").asText();
        for (JsonNode each : get("/clients/" + client + "/default-client-scopes")) {
            if (each.path("name").asText().equals(scope)) {
                send(
                        "DELETE",
                        "/clients/" + client + "/default-client-scopes/"
                                + each.path("id").asText(),
                        JSON.createObjectNode());
            }
        }
    }

    /** From now on tokens are signed with another key; those of before stay good. */
    void changeKey() {
        ObjectNode key = JSON.createObjectNode()
                .put("name", "newer")
                .put("providerId", "rsa-generated")
                .put("providerType", "org.keycloak.keys.KeyProvider")
                .put("parentId", get("").path("id").asText());
        ObjectNode config = key.putObject("config");
        Map.of("priority", "1000", "enabled", "true", "active", "true", "algorithm", "RS256", "keySize", "2048")
                .forEach((name, value) -> config.putArray(name).add(value));
        send("POST", "/components", key);
    }

    /** Takes client id metadata documents of this host, as docs/identity-providers.md says. */
    void takeMetadataDocumentsFrom(String host) {
        ObjectNode profiles = (ObjectNode) get("/client-policies/profiles");
        profiles.remove("globalProfiles");
        ObjectNode profile = profiles.withArray("profiles").addObject().put("name", "metadata documents");
        ObjectNode executor = profile.putArray("executors").addObject().put("executor", "client-id-metadata-document");
        executor.putObject("configuration")
                .put("cimd-allow-http-scheme", false)
                .put("cimd-restrict-same-domain", false)
                .put("only-allow-confidential-client", false)
                .putArray("cimd-allow-permitted-domains")
                .add(host);
        send("PUT", "/client-policies/profiles", profiles);
        ObjectNode policies = (ObjectNode) get("/client-policies/policies");
        policies.remove("globalPolicies");
        ObjectNode policy = policies.withArray("policies").addObject().put("name", "metadata documents");
        policy.put("enabled", true).putArray("profiles").add("metadata documents");
        ObjectNode condition = policy.putArray("conditions").addObject().put("condition", "client-id-uri");
        ObjectNode configuration = condition.putObject("configuration");
        configuration.putArray("client-id-uri-scheme").add("https");
        configuration.putArray("client-id-uri-allow-permitted-domains").add(host);
        send("PUT", "/client-policies/policies", policies);
    }

    private JsonNode get(String path) {
        return Web.json(Web.send(request(path).GET().build(), 200));
    }

    private void send(String method, String path, JsonNode body) {
        HttpResponse<String> answer = Web.send(request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body.toString()))
                .build());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    private HttpRequest.Builder request(String path) {
        Map<String, String> login = Map.of(
                "grant_type",
                "password",
                "client_id",
                "admin-cli",
                "username",
                KeycloakServer.ADMIN,
                "password",
                KeycloakServer.ADMIN);
        URI master = keycloak.resolve("/realms/master/protocol/openid-connect/token");
        String token = Web.json(Web.send(Web.form(master, login), 200))
                .path("access_token")
                .asText();
        return HttpRequest.newBuilder(keycloak.resolve("/admin/realms/countersign" + path))
                .header("Authorization", "Bearer " + token);
    }
}
