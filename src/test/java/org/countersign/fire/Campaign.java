package org.countersign.fire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One run: servers, load, a series of blows; then everything is repeated and swept, and counted. */
final class Campaign implements AutoCloseable {

    /** Shorter than in earnest, so that a paused server loses it soon. */
    static final long LEASE_MILLIS = 3_000;

    /** To look into one thing: {@code -Dfire.points=ANSWER_LOST,BEFORE_SETTLE}. */
    private static final Set<String> ONLY =
            Set.copyOf(List.of(System.getProperty("fire.points", "").split(",", -1))).stream()
                    .filter(name -> !name.isEmpty())
                    .collect(Collectors.toSet());

    private static final long SETTLED_WITHIN_SECONDS = 120; // a client gives up after 90

    private final Stage stage;
    private final Clients clients;
    private final Assault assault;
    private final Random random;
    private final List<String> wrong = new ArrayList<>();
    private int most = Integer.MAX_VALUE;

    Campaign(int replicas, long seed) {
        stage = new Stage(
                replicas,
                Map.of(
                        "countersign.lease",
                        "PT" + LEASE_MILLIS / 1000 + "S",
                        "countersign.calls-per-minute",
                        "1000000",
                        "countersign.writes-per-case",
                        "1000000"));
        clients = new Clients(stage, seed);
        assault = new Assault(stage, clients, seed);
        random = new Random(seed);
    }

    Campaign load(int number, long pauseMillis) {
        clients.load(number, pauseMillis);
        return this;
    }

    /** No more than so many, and no more cuts either when that is reached. */
    Campaign atMost(int kills) {
        most = kills;
        return this;
    }

    /** Kills at each point of a write once, in any order. @param goes of so many doubts in ten the client goes, too */
    void kills(int goes, Replica... at) {
        each(
                false,
                (n, point) ->
                        assault.strike(point, Harm.KILL, at[n % at.length], 0, point.leavesADoubt() && chance(goes)));
    }

    /** At each point of the sweep; it needs what a client left behind that has gone. */
    void sweeps(Harm harm, Replica... at) {
        each(true, (n, point) -> assault.strikeSweep(point, harm, at[n % at.length], 0));
    }

    void killAtRandom(Replica at) {
        assault.killAtRandom(at);
    }

    /** Cuts the line of each point of a write once, while the server lives. */
    void cuts(Replica at) {
        each(false, (n, point) -> assault.strike(point, Harm.CUT, at, 0, false));
    }

    /** A pause longer than the lease; and one after which the shop takes no late request any more. */
    void pauses(Replica at) {
        if (!ONLY.isEmpty()) {
            return;
        }
        for (Point point : List.of(
                Point.AFTER_CLAIM,
                Point.AFTER_READ,
                Point.BEFORE_LEASE,
                Point.MARK_UNHEARD,
                Point.REQUEST_WRITING,
                Point.BEFORE_SETTLE)) {
            assault.strike(point, Harm.PAUSE, at, LEASE_MILLIS + 500, false);
        }
        assault.strike(Point.MARK_UNHEARD, Harm.PAUSE, at, 6_000, false);
        assault.strike(Point.BEFORE_REQUEST, Harm.PAUSE, at, 17_000, false);
    }

    Replica replica(int n) {
        return stage.replicas.get(n);
    }

    int kills() {
        return assault.kills();
    }

    /** Whether it is about every point. */
    static boolean wholly() {
        return ONLY.isEmpty();
    }

    private boolean chance(int ofTen) {
        synchronized (random) {
            return random.nextInt(10) < ofTen;
        }
    }

    private interface Each {
        void strike(int n, Point point);
    }

    private void each(boolean ofTheSweep, Each each) {
        List<Point> points = new ArrayList<>(Stream.of(Point.values())
                .filter(point -> point.ofTheSweep() == ofTheSweep
                        && !point.ofChanges()
                        && !point.ofApprovals()
                        && (ONLY.isEmpty() || ONLY.contains(point.name())))
                .toList());
        synchronized (random) {
            Collections.shuffle(points, random);
        }
        for (int n = 0; n < points.size() && kills() < most; n++) {
            each.strike(n, points.get(n));
        }
    }

    /** What has come to its end by now; nothing is waited for. */
    Report soFar() {
        List<Intent> ended = clients.all().stream()
                .filter(intent -> intent.end().equals("done"))
                .toList();
        List<String> seen = new ArrayList<>(assault.missed());
        seen.addAll(clients.broken());
        return new Report(assault.blows(), new Count(stage.sql).of(ended), seen);
    }

    /** Waits for the clients, sweeps what they left, repeats every call once more, and counts twice. */
    Report report() {
        for (Intent late : clients.finish(SETTLED_WITHIN_SECONDS)) {
            wrong.add(late.origin + ": " + late.order + " never came to its end, but to " + late.last());
        }
        Books books = new Books(stage.sql);
        sweep(books);
        wrong.addAll(books.disagreements());
        clients.all().stream().filter(intent -> intent.end().isEmpty()).forEach(clients::repeat);
        clients.finish(SETTLED_WITHIN_SECONDS);
        books.disagreements().forEach(each -> wrong.add("after all calls were repeated: " + each));
        for (Intent intent : clients.all()) {
            if (!intent.end().equals("done")) {
                wrong.add(intent.origin + ": " + intent.order + " ended with " + intent.end());
            }
        }
        if (books.open().isEmpty()) {
            wrong.addAll(Gauges.notZero(stage.any().url()));
        }
        wrong.addAll(assault.missed());
        wrong.addAll(clients.broken());
        return new Report(assault.blows(), new Count(stage.sql).of(clients.all()), List.copyOf(wrong));
    }

    private void sweep(Books books) {
        long begun = System.nanoTime();
        while (!books.open().isEmpty() && System.nanoTime() - begun < SETTLED_WITHIN_SECONDS * 1_000_000_000) {
            stage.sweep(stage.any());
            for (int n = 0; n < 25; n++) {
                Clients.rest();
            }
        }
        books.open().forEach(each -> wrong.add("open after the sweep: " + each));
    }

    @Override
    public void close() {
        clients.close();
        stage.close();
    }
}
