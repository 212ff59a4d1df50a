package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever is sent to whichever tool: no answer is the server's failure or shows its inside, what was refused had no
 * effect, and what was done is what the answer says. {@link Agent} holds every answer to its schema and to its text.
 * {@code -Dfuzz.seed=…} repeats a run; {@code -Dfuzz.count=…} with {@code -Dfuzz.seconds=…} makes it longer.
 */
@QuarkusTest
@TestProfile(ShopProfile.class)
class FuzzTest extends WholeServer {

    private static final long SEED = Long.getLong("fuzz.seed", 20_261_121);
    private static final int COUNT = Integer.getInteger("fuzz.count", 1_000);
    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 60);

    /** Nothing of the generators looks like one of these. */
    private static final Pattern INSIDE =
            Pattern.compile("Exception|StackOverflow|\\bat [a-z]+(\\.[a-z0-9]+){2,}|\\b(java|jakarta|javax)\\.[a-z]+\\."
                    + "|org\\.(countersign|postgresql|hibernate)|io\\.(quarkus|quarkiverse|vertx|smallrye|agroal)"
                    + "|com\\.(fasterxml|networknt)|SQLSTATE|[A-Za-z]+\\.java:");

    private final Random random = new Random(SEED);
    private final FuzzHostile hostile = new FuzzHostile(random);
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final Set<String> called = new TreeSet<>();
    private final Set<String> done = new TreeSet<>();

    private record Person(Agent agent, List<JsonNode> tools, FuzzWorld world, FuzzValid valid) {}

    private Person person(String name) {
        Agent agent = Agent.as(name);
        List<JsonNode> tools = new ArrayList<>();
        agent.tools().forEach(tools::add);
        FuzzWorld world = new FuzzWorld(sql);
        return new Person(agent, tools, world, new FuzzValid(random, world));
    }

    @Test
    void nothingThatIsSentBreaksItOrPassesUnnoticed() {
        System.out.println("fuzz: seed " + SEED + ", " + COUNT + " calls");
        List<Person> people = Stream.of("bench", "ada", "bench", "lea", "wim", "sam", "aud")
                .map(this::person)
                .toList();
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        try (Connection look = sql.connection()) {
            Person bench = people.getFirst();
            for (EveryWrite write : EveryWrite.ALL) {
                JsonNode tool = bench.tools().stream()
                        .filter(listed -> listed.path("name").asText().equals(write.tool()))
                        .findFirst()
                        .orElseThrow();
                String good = write.call(bench.agent(), sql).toString();
                send(bench, tool, good, "a good call of " + write + " " + good, look);
            }
            for (int n = 0; n < COUNT && System.nanoTime() < end; n++) {
                Person person = people.get(random.nextInt(people.size()));
                if (n % 3 == 0) {
                    String order = n % 9 == 0
                            ? person.world().freshOrder(random)
                            : person.world().any("order_id", random);
                    person.world().read(person.agent().order(order));
                }
                one(n, person, look);
            }
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
        System.out.println("fuzz: " + outcomes);
        Set<String> all = new TreeSet<>();
        people.getFirst().tools().forEach(tool -> all.add(tool.path("name").asText()));
        assertThat(called).as("every tool was called").containsAll(all);
        assertThat(done)
                .as("writes that were good were done: %s", outcomes)
                .containsAll(EveryWrite.ALL.stream().map(EveryWrite::tool).toList());
    }

    private void one(int n, Person person, Connection look) throws SQLException {
        JsonNode tool = person.tools().get(weighted(person.tools()));
        String name = tool.path("name").asText();
        ObjectNode good = person.valid().arguments(tool.path("inputSchema"));
        int how = random.nextInt(10);
        String arguments = how < 4
                ? good.toString()
                : how < 7 ? hostile.almost(good, tool.path("inputSchema")) : hostile.hostile(good);
        String what = "seed " + SEED + ", call " + n + ": " + name + " "
                + (arguments.length() > 600
                        ? arguments.substring(0, 600) + "… (" + arguments.length() + ")"
                        : arguments);
        send(person, tool, arguments, what, look);
    }

    private void send(Person person, JsonNode tool, String arguments, String what, Connection look)
            throws SQLException {
        String name = tool.path("name").asText();
        String before = Effects.of(look);
        Agent.Said said;
        try {
            said = person.agent().raw(name, arguments);
        } catch (RuntimeException | AssertionError wrong) {
            throw new AssertionError(what, wrong);
        }
        assertThat(said.http()).as(what).isLessThan(500);
        assertThat(said.body().toString()).as(what).doesNotContainPattern(INSIDE);
        assertThat(said.error()).as("%s: %s", what, said.content()).isNotEqualTo("internal");
        assertThat(said.rpcError()).as("%s: %s", what, said.body()).isNotEqualTo(-32603);
        called.add(name);
        outcomes.merge(outcome(said), 1, Integer::sum);
        String after = Effects.of(look);
        boolean did = isWrite(tool)
                && said.status().equals("done")
                && said.content().path("changed").asBoolean()
                && !said.replayed();
        assertThat(!after.equals(before)).as("%s: %s", what, said.content()).isEqualTo(did);
        if (did) {
            done.add(name);
            assertThat(said.content().path("verification").asText()).as(what).isEqualTo("verified");
            assertThat(said.content().at("/effect/observed"))
                    .as(what)
                    .isEqualTo(said.content().at("/effect/planned"));
        }
        if (said.content().has("action")) {
            person.world().acted(said.action());
        }
    }

    /** Writes as often as all reads together. */
    private int weighted(List<JsonNode> tools) {
        List<Integer> writes = new ArrayList<>();
        for (int i = 0; i < tools.size(); i++) {
            if (isWrite(tools.get(i))) {
                writes.add(i);
            }
        }
        return writes.isEmpty() || random.nextBoolean()
                ? random.nextInt(tools.size())
                : writes.get(random.nextInt(writes.size()));
    }

    private static boolean isWrite(JsonNode tool) {
        return !tool.path("annotations").path("readOnlyHint").asBoolean();
    }

    private static String outcome(Agent.Said said) {
        if (said.http() != 200) {
            return "http " + said.http();
        }
        if (said.rpcError() != 0) {
            return "rpc " + said.rpcError();
        }
        String error = said.error();
        return error.isEmpty() ? "ok " + said.status() : said.rule().isEmpty() ? error : said.rule();
    }
}
