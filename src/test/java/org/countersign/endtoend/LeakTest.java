package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.countersign.dev.idp.DevelopmentIdentityProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Marked words, planted where people and models write, and then everything read that can be read, as every role: each mark
 * is seen by those whom it is for, and by nobody else, on no page, in no call, header, redirect, error or log line.
 */
@QuarkusTest
@TestProfile(ShopProfile.class)
class LeakTest extends WholeServer {

    /** Whom personal data of customers are for: see_personal_data. */
    private static final Set<String> SEE_PERSONS = Set.of("support_lead", "shop_admin", "benchmark");
    /** Whom an agent's action is for: the agent, who decides, who handles escalations, who audits. */
    private static final Set<String> SEE_ACTIONS = Set.of("support_agent", "support_lead", "shop_admin", "auditor");
    /** Whom the policy's history is for: who manages grants, who audits. */
    private static final Set<String> SEE_POLICY = Set.of("shop_admin", "auditor");
    /** They are the proof, with all its words, and for auditors only (docs/audit.md). */
    private static final List<String> EXPORTS = List.of("/api/admin/audit/export", "/console/audit/export.jsonl");

    /** Set by {@link org.countersign.process.TestServices}. */
    private DevelopmentIdentityProvider provider;

    private final Map<String, Set<String>> marks = new LinkedHashMap<>();
    private final List<String> personal = new ArrayList<>();
    private Asking asking;
    private LogLines log;
    private Planted planted;

    /** @param waiting an undecided approval, @param decided one that was denied */
    private record Planted(ShopFixture shop, String action, String waiting, String decided, String escalation) {}

    private String mark(String what, Set<String> seenBy) {
        String mark = what + UUID.randomUUID().toString().substring(0, 8);
        marks.put(mark, seenBy);
        return mark;
    }

    private String person(String before, String after) {
        String mark = mark(before, SEE_PERSONS) + after;
        marks.put(mark, SEE_PERSONS);
        personal.add(mark);
        return mark;
    }

    @BeforeEach
    void plant() {
        log = LogLines.begin();
        asking = new Asking(sql, policy).agents("refund_order", "other_person");
        ShopFixture shop = customer(usd());
        Agent ada = Agent.as("ada");
        Agent.Said waits = ada.call(written(ada, shop));
        ShopFixture second = customer(usd());
        Agent.Said denied = ada.call(written(ada, second));
        Browser lea = Browser.signedIn("lea");
        lea.get(Asking.page(denied));
        lea.post(Asking.page(denied) + "/ask", Map.of("reason", mark("question", SEE_ACTIONS)));
        lea.post(Asking.page(denied) + "/deny", Map.of("reason", mark("denial", SEE_ACTIONS)));
        planted = new Planted(
                shop, waits.action(), Asking.id(waits), Asking.id(denied), escalation(ada, customer(usd()), lea));
        policyChanges();
        personal.forEach(each -> assertThat(sql.number(
                        "select count(*) from shop.customers c join shop.orders o on o.customer_id = c.id"
                                + " where c.email = ? or c.phone = ? or o.to_line1 = ?"
                                + " or exists (select from shop.payment_methods m where m.customer_id = c.id and m.label = ?)",
                        each,
                        each,
                        each,
                        each))
                .isPositive());
    }

    @AfterEach
    void takeAway() {
        log.close();
        asking.undo();
        sql.execute("delete from countersign.block");
        policy.readAgain();
    }

    private ShopFixture customer(ShopFixture shop) {
        String phone = person("+41-31-", "");
        sql.execute(
                "update shop.customers set email = ?, phone = ? where id = ?",
                person("quagmire.", "@mail.example"),
                phone,
                shop.customer);
        sql.execute(
                "update shop.orders set to_line1 = ?, to_phone = ? where id = ?",
                person("77 Street ", ""),
                phone,
                shop.order);
        sql.execute(
                "update shop.payment_methods set label = ? where customer_id = ?",
                person("Zebracard ", ""),
                shop.customer);
        sql.execute(
                "insert into shop.notes (id, order_id, text, visible_to_customer, author, at) values (?, ?, ?, false, 'customer', now())",
                "note-" + shop.order,
                shop.order,
                mark("note", SEE_ACTIONS));
        return shop;
    }

    private Refunding written(Agent who, ShopFixture shop) {
        return Refunding.of(who.order(shop.order))
                .line(shop.line(1), 1)
                .with("reasoning", "because " + mark("reasoning", SEE_ACTIONS))
                .with("customer_request", mark("request", SEE_ACTIONS))
                .with("case_id", mark("case", SEE_ACTIONS));
    }

    private String escalation(Agent who, ShopFixture shop, Browser lea) {
        sql.execute("update shop.orders set risk_level = 'high' where id = ?", shop.order);
        Agent.Said said = who.call(written(who, shop));
        assertThat(said.status()).as("%s", said.content()).isEqualTo("escalated");
        String id = sql.text("select id from countersign.escalation where action_id = ?", said.action());
        lea.get("/console/escalations/" + id);
        Browser.Page page =
                lea.post("/console/escalations/" + id + "/comment", Map.of("text", mark("comment", SEE_ACTIONS)));
        assertThat(page.words()).contains("Your comment is stored.");
        return id;
    }

    private void policyChanges() {
        sends("PUT", "/api/admin/blocks", Map.of("subject", "u-gone", "reason", mark("block", SEE_POLICY)));
        sends(
                "PUT",
                "/api/admin/shops/main/settings?reason=" + mark("settings", SEE_POLICY),
                Map.of("time_zone", "Europe/Zurich"));
    }

    private void sends(String method, String path, Map<String, String> body) {
        ObjectNode json = new ObjectMapper().valueToTree(body);
        HttpResponse<String> answer = Knocking.send(
                method,
                path,
                json.toString(),
                "Authorization",
                "Bearer " + Holder.of("shop_admin").token(provider, Holder.ADMIN),
                "Content-Type",
                "application/json",
                "If-Match",
                "*");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** Where this holder found what: by what was asked for. */
    private Map<String, String> everythingReadBy(Holder who) {
        Map<String, String> read = new LinkedHashMap<>();
        Endpoint.below("/api/admin").stream()
                .filter(Endpoint::isRead)
                .flatMap(call -> addresses(call).stream())
                .forEach(path -> read.put(path, api(who, path)));
        read.putAll(new Walk(who.browser(provider), pages()).read());
        return read;
    }

    private List<String> pages() {
        List<String> pages = new ArrayList<>(List.of("/console/nothing-here", "/console/roles/nobody/nothing"));
        Endpoint.below("/console").stream().filter(Endpoint::isRead).forEach(page -> pages.addAll(addresses(page)));
        return pages;
    }

    /** With the ids of what was planted, and with questions that would find it. */
    private List<String> addresses(Endpoint at) {
        List<String> addresses = new ArrayList<>();
        for (String approval : List.of(planted.waiting(), planted.decided())) {
            String path = at.path()
                    .replace("{shop}", "main")
                    .replace("/approvals/{id}", "/approvals/" + approval)
                    .replace("/escalations/{id}", "/escalations/" + planted.escalation())
                    .replace("/actions/{id}", "/actions/" + planted.action())
                    .replace("{order_id}", planted.shop().order)
                    .replace("{role}", "support_agent")
                    .replace("{tool}", "refund_order")
                    .replaceAll("\\{[^}]*}", planted.action());
            addresses.add(path);
        }
        for (String query : List.of(
                "subject=u-ada",
                "role=support_agent",
                "order=" + planted.shop().order,
                "customer=" + planted.shop().customer,
                "q=" + planted.action(),
                "days=nonsense",
                "since=nonsense")) {
            addresses.add(addresses.getFirst() + "?" + query);
        }
        return addresses.stream().distinct().toList();
    }

    private String api(Holder who, String path) {
        HttpResponse<String> answer =
                Knocking.send("GET", path, "", "Authorization", "Bearer " + who.token(provider, Holder.ADMIN));
        return answer.statusCode() + " " + answer.headers().map() + " " + answer.body();
    }

    @Test
    void everyMarkIsSeenByThoseItIsForAndByNobodyElse() {
        List<String> leaks = new ArrayList<>();
        Map<String, Set<String>> found = new LinkedHashMap<>();
        for (Holder who : Holder.ALL) {
            Map<String, String> read = everythingReadBy(who);
            System.out.println(who.name() + " read " + read.size());
            read.forEach((path, answer) -> marks.forEach((mark, seenBy) -> {
                if (answer.contains(mark)) {
                    found.computeIfAbsent(mark, any -> new TreeSet<>()).add(who.name());
                    if (!seenBy.contains(who.name())
                            && !(EXPORTS.stream().anyMatch(path::startsWith)
                                    && who.name().equals("auditor"))) {
                        leaks.add(who.name() + " sees " + mark + " at " + path);
                    }
                }
            }));
        }
        assertThat(leaks).isEmpty();
        assertThat(found.keySet()).as("what nobody saw proves nothing").containsAll(marks.keySet());
    }

    @Test
    void whatIsNotForSomebodyIsAnsweredLikeWhatIsNotThere() {
        for (String name : List.of("warehouse", "auditor", "benchmark", "(unknown)", "(no role)")) {
            Holder who = Holder.of(name);
            Browser session = who.browser(provider);
            Map<String, List<String>> ids = Map.of(
                    "/console/approvals/", List.of(planted.waiting(), planted.decided()),
                    "/console/escalations/", List.of(planted.escalation()));
            ids.forEach((path, there) -> there.forEach(id -> {
                String other = id.replaceFirst("_.*", "_")
                        + UUID.randomUUID().toString().replace("-", "");
                if (!name.equals("auditor") || path.contains("approvals")) {
                    Browser.Page real = session.ask("GET", path + id);
                    Browser.Page none = session.ask("GET", path + other);
                    assertThat(real.status())
                            .as("%s %s", name, path)
                            .isEqualTo(none.status())
                            .isIn(403, 404);
                    assertThat(real.html().replace(id, ""))
                            .isEqualTo(none.html().replace(other, ""));
                }
            }));
        }
    }

    @Test
    void aSessionIsSeenByNobodyElse() {
        Browser lea = Browser.signedIn("lea");
        String form = lea.get("/console").csrf();
        String cookie = lea.cookieHeader().replaceFirst("^[^=]*=", "").substring(0, 40);
        for (Holder who : List.of(Holder.of("shop_admin"), Holder.of("auditor"))) {
            everythingReadBy(who)
                    .forEach((path, answer) -> assertThat(answer).as(path).doesNotContain(form, cookie));
        }
        assertThat(lea.get("/console").html()).doesNotContain(cookie);
    }

    @Test
    void theLogNamesNoCustomer() {
        Agent ada = Agent.as("ada");
        ada.call("find_customers", "email", personal.getFirst());
        ada.call("find_orders", "email", personal.getFirst());
        ada.raw(
                "refund_order",
                "{\"order_id\": \"" + personal.getFirst() + "\", \"x\": \"" + personal.getLast() + "\"}");
        Agent.as("lea").order(planted.shop().order);
        for (Holder who : List.of(Holder.of("support_lead"), Holder.of("shop_admin"), Holder.of("(no role)"))) {
            everythingReadBy(who);
        }
        assertThat(log.lines()).isNotEmpty();
        for (String mark : personal) {
            assertThat(log.lines().stream().filter(line -> line.contains(mark))).isEmpty();
        }
    }
}
