package org.countersign.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.countersign.mcp.WholeSchemas;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Knocks at every door of the server with something that does nothing behind it: no arguments, an empty form, a body that
 * is no object, an id that nobody has, another shop where nothing else stops it. What comes back says whether it was open.
 */
final class Knocking {

    static final String OPEN = "yes";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final URI SERVER =
            URI.create(ConfigProvider.getConfig().getValue("countersign.public-url", String.class));
    private static final String RESET = "/api/admin/shops/{shop}/reset";

    /** Every tool that the server has, granted to anybody or not. */
    static List<String> tools() {
        return WholeSchemas.ofThisServer().keySet().stream().sorted().toList();
    }

    /** @param headers names and values that say who knocks */
    static String atTool(String tool, String... headers) {
        HttpResponse<String> answer = send(
                "POST",
                "/mcp",
                """
                        {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "%s", "arguments": {}}}""".formatted(tool),
                with(headers, "Content-Type", "application/json", "Accept", "application/json, text/event-stream"));
        if (answer.statusCode() != 200) {
            return String.valueOf(answer.statusCode());
        }
        JsonNode said = Agent.parse(answer.body());
        String code = said.at("/result/structuredContent/error/code").asText();
        return said.has("error") ? "hidden" : code.equals("not_permitted") ? code : OPEN;
    }

    static String atCall(Endpoint call, String... headers) {
        String path = call.at(call.path().equals(RESET) ? "elsewhere" : "main");
        String type = call.path().endsWith(".yaml") ? "application/yaml" : "application/json";
        HttpResponse<String> answer = call.isRead()
                ? send("GET", path, "", headers)
                : send(call.method(), path, "[]", with(headers, "Content-Type", type));
        return said(call, answer.statusCode());
    }

    /**
     * With the cookies of a session and the token of its forms.
     *
     * @param approval whose time is over, for its pages: they are there for some people only
     */
    static String atPage(Endpoint page, Browser session, String csrf, String approval) {
        String path = page.at("main").replace("/approvals/none", "/approvals/" + approval);
        Browser.Page answer = page.isRead()
                ? session.ask("GET", path)
                : session.postAsIs(
                        path, Map.of("csrf", csrf), "Origin", SERVER.toString(), "Sec-Fetch-Site", "same-origin");
        return answer.status() == 404 && path.contains(approval) ? "404" : said(page, answer.status());
    }

    /** Without cookies. */
    static String atPage(Endpoint page, String... headers) {
        HttpResponse<String> answer = page.isRead()
                ? send("GET", page.at("main"), "", headers)
                : send(
                        "POST",
                        page.at("main"),
                        "csrf=" + URLEncoder.encode("x", StandardCharsets.UTF_8),
                        with(
                                headers,
                                "Content-Type",
                                "application/x-www-form-urlencoded",
                                "Origin",
                                SERVER.toString()));
        boolean leaves = answer.statusCode() == 302
                && !answer.headers().firstValue("Location").orElse("").startsWith(SERVER.toString());
        return leaves ? "sign-in" : said(page, answer.statusCode());
    }

    private static String said(Endpoint at, int status) {
        if (status >= 500) {
            throw new AssertionError(at + " is not ready for this: " + status);
        }
        return status == 401 || status == 403 ? String.valueOf(status) : OPEN;
    }

    private static String[] with(String[] headers, String... more) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String[] some : List.of(more, headers)) {
            for (int i = 0; i < some.length; i += 2) {
                all.put(some[i], some[i + 1]);
            }
        }
        return all.entrySet().stream()
                .flatMap(each -> Stream.of(each.getKey(), each.getValue()))
                .toArray(String[]::new);
    }

    static HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.BodyPublisher sent =
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(SERVER.resolve(path)).method(method, sent);
        try {
            return HTTP.send(
                    (headers.length == 0 ? request : request.headers(headers)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new IllegalStateException(method + " " + path, broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private Knocking() {}
}
