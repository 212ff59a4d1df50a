package org.countersign.endtoend;

import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * A person's browser without scripts: follows redirects, keeps cookies as their path and life say, sends forms as its pages
 * have them, and chooses its person on the login page of the development identity provider. Each has its own cookies.
 */
public final class Browser {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Pattern INPUT = Pattern.compile("<input[^>]*name=\"([^\"]*)\"[^>]*value=\"([^\"]*)\"");
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]*)\"");
    private static final int MOST_REDIRECTS = 12;

    private record Kept(String value, String path, String setCookie) {}

    private final URI console;
    private final String user;
    private final Map<String, Map<String, Kept>> cookies;
    private final List<URI> way = new ArrayList<>();
    private URI server;
    private Page page = new Page(0, URI.create("about:blank"), HttpHeaders.of(Map.of(), (a, b) -> true), "");

    /** @param console the public URL of the server; it is there that requests go, until {@link #use} */
    public Browser(URI console, String user) {
        this(console, user, new ConcurrentHashMap<>());
    }

    private Browser(URI console, String user, Map<String, Map<String, Kept>> cookies) {
        this.console = console;
        this.server = console;
        this.user = user;
        this.cookies = cookies;
    }

    /** One of the demo people at the server of this test, not yet signed in: the first page will do that. */
    public static Browser of(String user) {
        return new Browser(
                URI.create(ConfigProvider.getConfig().getValue("countersign.public-url", String.class)), user);
    }

    /** The same, signed in. */
    public static Browser signedIn(String user) {
        Browser browser = of(user);
        browser.get("/console");
        return browser;
    }

    public String user() {
        return user;
    }

    /** A page as it was answered in the end. */
    public record Page(int status, URI uri, HttpHeaders headers, String raw) {

        private static final Pattern OURS =
                Pattern.compile("<script src=\"/console/console\\.js\\?v=[0-9a-f]{16}\" defer></script>");

        /** Without the one script that is ours: any other would be somebody else's. */
        public String html() {
            return OURS.matcher(raw).replaceFirst("");
        }

        /** What a person reads: without tags, and as it is meant. */
        public String words() {
            return unescaped(raw.replaceAll("(?s)<(style|script)[^>]*>.*?</\\1>", " ")
                            .replaceAll("<[^>]*>", " "))
                    .replaceAll("\\s+", " ")
                    .strip();
        }

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        public String csrf() {
            Matcher matcher = CSRF.matcher(raw);
            return matcher.find() ? unescaped(matcher.group(1)) : "";
        }

        /** Where the first link with these words leads. */
        public String link(String words) {
            Matcher matcher = Pattern.compile("<a [^>]*href=\"([^\"]*)\"[^>]*>([^<]*)</a>")
                    .matcher(raw);
            while (matcher.find()) {
                if (unescaped(matcher.group(2)).contains(words)) {
                    return unescaped(matcher.group(1));
                }
            }
            throw new AssertionError("no link '" + words + "' on: " + words());
        }
    }

    /** What this browser shows now. */
    public Page page() {
        return page;
    }

    /** Every address it asked for since the last thing that its person did. */
    public List<URI> way() {
        return List.copyOf(way);
    }

    /** The same cookies at another replica: from now on the console's requests go there. */
    public Browser use(URI replica) {
        server = replica;
        return this;
    }

    /** Another browser with a copy of these cookies. */
    public Browser copy() {
        Map<String, Map<String, Kept>> copies = new ConcurrentHashMap<>();
        cookies.forEach((origin, jar) -> copies.put(origin, new ConcurrentHashMap<>(jar)));
        Browser other = new Browser(console, user, copies);
        other.server = server;
        return other;
    }

    /** Opens a page of the console, signing in on the way if it must. @param pathOrUrl such as {@code /console} */
    public Page get(String pathOrUrl) {
        way.clear();
        return follow(request(console.resolve(pathOrUrl)).GET());
    }

    /** Sends a form of the page shown now, with its hidden {@code csrf}. */
    public Page post(String path, Map<String, String> fields) {
        Map<String, String> form = new LinkedHashMap<>(fields);
        form.put("csrf", page.csrf());
        return postAsIs(path, form, "Origin", console.toString(), "Sec-Fetch-Site", "same-origin");
    }

    /** Sends exactly these fields and headers, as a page of whoever might. */
    public Page postAsIs(String path, Map<String, String> form, String... headers) {
        way.clear();
        HttpRequest.Builder request = request(console.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form)));
        return follow(headers.length == 0 ? request : request.headers(headers));
    }

    /** One request with these headers, its answer as it is, no redirect followed. */
    public Page ask(String method, String path, String... headers) {
        way.clear();
        HttpRequest.Builder request =
                request(console.resolve(path)).method(method, HttpRequest.BodyPublishers.noBody());
        page = send((headers.length == 0 ? request : request.headers(headers)).build());
        return page;
    }

    /** The cookie that the console set under this name, as it was set. */
    public Optional<String> setCookie(String name) {
        return Optional.ofNullable(jar(console).get(name)).map(Kept::setCookie);
    }

    /** The names of the console's cookies. */
    public List<String> cookieNames() {
        return jar(console).keySet().stream().sorted().toList();
    }

    /** As the console is sent them. */
    public String cookieHeader() {
        return cookiesFor(console.resolve("/console"));
    }

    public void forgetCookie(String name) {
        jar(console).remove(name);
    }

    private Page follow(HttpRequest.Builder first) {
        page = send(first.build());
        for (int redirects = 0; ; redirects++) {
            if (page.status() >= 301 && page.status() <= 303) {
                page = send(request(page.uri().resolve(page.header("Location")))
                        .GET()
                        .build());
            } else if (page.html().contains("action=\"/authorize/decide\"")) {
                page = send(decide(page));
            } else {
                return page;
            }
            if (redirects > MOST_REDIRECTS) {
                throw new AssertionError("it goes round in circles: " + way);
            }
        }
    }

    /** The login page's form with this browser's person. */
    private HttpRequest decide(Page login) {
        String form = login.html().split("<form ")[1];
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher matcher = INPUT.matcher(form);
        while (matcher.find()) {
            fields.put(unescaped(matcher.group(1)), unescaped(matcher.group(2)));
        }
        fields.put("user", user);
        URI decide = login.uri().resolve("/authorize/decide");
        return request(decide)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(fields)))
                .build();
    }

    private static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60));
    }

    private Page send(HttpRequest meant) {
        URI uri = meant.uri();
        way.add(uri);
        boolean ours = origin(uri).equals(origin(console));
        URI sentTo = ours
                ? URI.create(
                        origin(server) + uri.toString().substring(origin(uri).length()))
                : uri;
        HttpRequest.Builder request =
                HttpRequest.newBuilder(meant, (name, value) -> true).uri(sentTo);
        String kept = cookiesFor(uri);
        if (!kept.isEmpty()) {
            request.header("Cookie", kept);
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(line -> keep(uri, line));
            return new Page(response.statusCode(), uri, response.headers(), response.body());
        } catch (IOException broken) {
            throw new IllegalStateException(uri.toString(), broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private void keep(URI uri, String line) {
        for (HttpCookie cookie : HttpCookie.parse("Set-Cookie:" + line)) {
            if (cookie.getMaxAge() == 0 || cookie.getValue().isEmpty()) {
                jar(uri).remove(cookie.getName());
            } else {
                String path = Optional.ofNullable(cookie.getPath()).orElse("/");
                jar(uri).put(cookie.getName(), new Kept(cookie.getValue(), path, line));
            }
        }
    }

    private String cookiesFor(URI uri) {
        return jar(uri).entrySet().stream()
                .filter(one -> uri.getPath().startsWith(one.getValue().path()))
                .map(one -> one.getKey() + "=" + one.getValue().value())
                .collect(Collectors.joining("; "));
    }

    private Map<String, Kept> jar(URI uri) {
        return cookies.computeIfAbsent(origin(uri), origin -> new ConcurrentHashMap<>());
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(one -> URLEncoder.encode(one.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String unescaped(String html) {
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&#123;", "{")
                .replace("&amp;", "&");
    }
}
