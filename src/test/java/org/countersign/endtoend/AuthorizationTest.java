package org.countersign.endtoend;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.countersign.dev.idp.DevelopmentIdentityProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Who may pass which door: every role at every tool, every call of the admin API and every page, and everybody who is
 * nobody. The tables are approved line by line, {@code src/test/approved/access.txt}, and stand in docs/access.md. After a
 * change that is meant, run this test with {@code APPROVE=1} in the environment and read the difference.
 */
@QuarkusTest
@TestProfile(ShopProfile.class)
class AuthorizationTest extends WholeServer {

    private static final Path APPROVED = Path.of("src/test/approved/access.txt");
    private static final Path DOCUMENT = Path.of("docs/access.md");
    private static final String FROM = "```text\n";
    private static final String TO = "```\n";

    private static final String CLOSED = "-";
    private static final Set<String> OPEN_TO_STRANGERS =
            Set.of("/console/style.css", "/console/console.js", "/console/favicon.svg", "/console/signed-out");
    private static final Endpoint SIGN_OUT = new Endpoint("POST", "/console/sign-out");
    /** Every role at once, so that it is never for want of one that nobody lets them in. */
    private static final Holder HOLDS_ALL = new Holder(
            "all", "ben", List.of("support_agent", "support_lead", "warehouse", "shop_admin", "auditor", "benchmark"));

    /** Set by {@link org.countersign.process.TestServices}. */
    private DevelopmentIdentityProvider provider;

    private String approval;
    private final SortedSet<Endpoint> calls = Endpoint.below("/api/admin");
    private final SortedSet<Endpoint> pages = Endpoint.below("/console");

    AuthorizationTest() {
        // what anybody may fetch is no question of roles
        pages.removeIf(page -> OPEN_TO_STRANGERS.contains(page.path()));
    }

    @BeforeEach
    void anApprovalOfAnAgentIsThere() {
        Asking asking = new Asking(sql, policy).agents("refund_order", "other_person");
        Agent ada = Agent.as("ada");
        approval = Asking.id(ada.call(Refunding.of(ada.order(usd().order)).amount("8.00")));
        sql.execute("update countersign.approval set expires_at = now() - interval '1 second' where id = ?", approval);
        asking.undo();
    }

    @Test
    void whoMayPassWhichDoorWasApproved() throws IOException {
        String now = tools() + "\n" + api() + "\n" + console() + "\n" + strangers();
        System.out.println(now);
        String document = Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : FROM + TO;
        int from = document.indexOf(FROM) + FROM.length();
        String documented = document.substring(0, from) + now + document.substring(document.indexOf(TO, from));
        if (System.getenv("APPROVE") != null) {
            Files.writeString(APPROVED, now);
            Files.writeString(DOCUMENT, documented);
        }
        assertThat(now).isEqualTo(Files.readString(APPROVED));
        assertThat(Files.readString(DOCUMENT)).as("docs/access.md").isEqualTo(documented);
    }

    @Test
    void everyCallOfTheApiIsDescribed() {
        String document =
                get("/q/openapi?format=json").then().statusCode(200).extract().asString();
        assertThat(Endpoint.described(Agent.parse(document))).containsAll(calls);
    }

    private String tools() {
        Map<Holder, Set<String>> listed = new LinkedHashMap<>();
        Holder.ALL.forEach(who -> listed.put(
                who,
                StreamSupport.stream(who.agent(provider).tools().spliterator(), false)
                        .map(tool -> tool.path("name").asText())
                        .collect(Collectors.toCollection(TreeSet::new))));
        return table("TOOL", Knocking.tools(), (tool, who) -> {
            String called = Knocking.atTool(tool, bearer(who.token(provider, Holder.MCP)));
            boolean hidden = !listed.get(who).contains(tool);
            assertThat(called.equals("hidden"))
                    .as("%s: %s is hidden", who, tool)
                    .isEqualTo(hidden);
            return hidden ? CLOSED : called;
        });
    }

    private String api() {
        Map<Holder, String> tokens = new LinkedHashMap<>();
        Holder.ALL.forEach(who -> tokens.put(who, who.token(provider, Holder.ADMIN)));
        return table("CALL", calls, (call, who) -> Knocking.atCall(call, bearer(tokens.get(who))));
    }

    private String console() {
        Map<Holder, Browser> sessions = new LinkedHashMap<>();
        Holder.ALL.forEach(who -> sessions.put(who, who.browser(provider)));
        Map<Holder, String> forms = new LinkedHashMap<>();
        sessions.forEach((who, session) -> forms.put(who, session.page().csrf()));
        List<Endpoint> inOrder = new ArrayList<>(pages);
        inOrder.remove(SIGN_OUT);
        inOrder.add(SIGN_OUT);
        return table(
                "PAGE", inOrder, (page, who) -> Knocking.atPage(page, sessions.get(who), forms.get(who), approval));
    }

    /** People and programs beside the roles, all of whom hold every role there is: what all doors answer them. */
    private String strangers() {
        Holder all = HOLDS_ALL;
        Map<String, Function<URI, String[]>> kinds = new LinkedHashMap<>();
        kinds.put("a good bearer token", at -> bearer(all.token(provider, at)));
        kinds.put("no token, no session", at -> new String[0]);
        kinds.put(
                "a token that is over",
                at -> bearer(all.draft(provider, at).expired().sign()));
        kinds.put(
                "signed by somebody else", at -> bearer(all.draft(provider, at).signByAnotherKey()));
        kinds.put("a token for the other resource", at -> bearer(all.token(provider, other(at))));
        kinds.put(
                "a token for both resources",
                at -> bearer(all.draft(provider, at)
                        .audience(Holder.MCP, Holder.ADMIN)
                        .sign()));
        kinds.put(
                "an ID token", at -> bearer(all.draft(provider, at).asIdToken().sign()));
        kinds.put(
                "a token without a scope",
                at -> bearer(all.draft(provider, at).scope("").sign()));
        kinds.put(
                "with the other's scope",
                at -> bearer(all.draft(provider, at)
                        .scope(at.equals(Holder.MCP) ? Holder.ADMINISTERS : Holder.BOTH)
                        .sign()));
        kinds.put(
                "with commerce:read only",
                at -> bearer(all.draft(provider, at).scope("commerce:read").sign()));
        kinds.put("a service account", at -> bearer(service(at)));
        StringBuilder table = new StringBuilder(row("WHO", "/mcp", "/api/admin", "/console"));
        kinds.forEach((kind, headers) -> table.append(line(
                kind, headers, all(pages, page -> Knocking.atPage(page, headers.apply(Holder.ADMIN))))));
        String cookies = all.browser(provider).cookieHeader();
        table.append(line("the session of a person", at -> new String[] {"Cookie", cookies}, atPages()));
        block(all);
        try {
            table.append(line("a person who is cut off", at -> bearer(all.token(provider, at)), atPages()));
        } finally {
            sql.execute("delete from countersign.block");
            policy.readAgain();
        }
        return table.toString();
    }

    private String service(URI at) {
        return provider.serviceDraft("nightly", at)
                .roles(HOLDS_ALL.roles().toArray(String[]::new))
                .scope(at.equals(Holder.MCP) ? Holder.BOTH : Holder.ADMINISTERS)
                .sign();
    }

    private void block(Holder who) {
        String body = "{\"subject\": \"u-" + who.user() + "\", \"reason\": \"odd refunds\"}";
        String[] sam = bearer(Holder.of("shop_admin").token(provider, Holder.ADMIN));
        assertThat(Knocking.send("PUT", "/api/admin/blocks", body, sam[0], sam[1], "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(200);
    }

    private String line(String kind, Function<URI, String[]> headers, String console) {
        String mcp = all(Knocking.tools(), tool -> Knocking.atTool(tool, headers.apply(Holder.MCP)));
        return row(kind, mcp, all(calls, call -> Knocking.atCall(call, headers.apply(Holder.ADMIN))), console);
    }

    private static String row(String kind, String mcp, String api, String console) {
        return "%-34s %-22s %-22s %s%n".formatted(kind, mcp, api, console);
    }

    /** With a session of somebody who holds all roles. */
    private String atPages() {
        Browser session = HOLDS_ALL.browser(provider);
        String csrf = session.page().csrf();
        List<Endpoint> but =
                pages.stream().filter(page -> !page.equals(SIGN_OUT)).toList();
        return all(but, page -> Knocking.atPage(page, session, csrf, approval));
    }

    /** What all of them answer, once. */
    private static <T> String all(Iterable<T> doors, Function<T, String> knock) {
        Set<String> answers = new TreeSet<>();
        doors.forEach(door -> answers.add(knock.apply(door)));
        return String.join(",", answers);
    }

    private static <T> String table(String what, Iterable<T> doors, BiFunction<T, Holder, String> knock) {
        StringBuilder table = new StringBuilder("%-72s".formatted(what));
        Holder.ALL.forEach(who -> table.append(" %-13s".formatted(who.name())));
        end(table);
        for (T door : doors) {
            table.append("%-72s".formatted(door));
            Holder.ALL.forEach(who -> {
                String said = knock.apply(door, who);
                table.append(" %-13s".formatted(said.equals("403") ? CLOSED : said));
            });
            end(table);
        }
        return table.toString();
    }

    private static void end(StringBuilder table) {
        table.setLength(table.toString().stripTrailing().length());
        table.append('\n');
    }

    private static URI other(URI resource) {
        return resource.equals(Holder.MCP) ? Holder.ADMIN : Holder.MCP;
    }

    private static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }
}
