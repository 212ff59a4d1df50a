package org.countersign.fire;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** What a server says in its metrics of what is open: the same as the tables say, or it deceives its operators. */
final class Gauges {

    private static final Pattern OPEN = Pattern.compile(
            "^(countersign_actions_open\\{[^}]*(?:running|outcome_unknown)[^}]*}|countersign_ledger_lag_seconds\\S*) (\\S+)$",
            Pattern.MULTILINE);
    /** They are read from the ledger at most every two seconds. */
    private static final int LOOKS = 200;

    /** What is not zero although nothing is open, and stays so; a name that is missing is said, too. */
    static List<String> notZero(URI server) {
        List<String> wrong = look(server);
        for (int n = 0; n < LOOKS && !wrong.isEmpty(); n++) {
            Clients.rest();
            wrong = look(server);
        }
        return wrong;
    }

    private static List<String> look(URI server) {
        String text = read(server.resolve("/q/metrics"));
        List<String> found =
                OPEN.matcher(text).results().map(match -> match.group()).toList();
        if (found.size() < 3) {
            return List.of("the metrics lack what is open: " + found);
        }
        return OPEN.matcher(text)
                .results()
                .filter(match -> Double.parseDouble(match.group(2)) != 0)
                .map(match -> "metrics although nothing is open: " + match.group())
                .toList();
    }

    private static String read(URI url) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(10)).build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException unread) {
            return "";
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private Gauges() {}
}
