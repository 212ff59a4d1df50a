package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every write promises alike: it does what its dry run shows, and the gate refuses it as it refuses any other. */
@QuarkusTest
@TestProfile(EveryWriteTest.Fast.class)
class EveryWriteTest extends WholeServer {

    /** Without the pace of a person, and with a short wait for an object. */
    public static class Fast extends ShopProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
            settings.put("countersign.calls-per-minute", "100000");
            settings.put("countersign.writes-per-case", "15");
            settings.put("countersign.lease-wait", "PT0.2S");
            return settings;
        }
    }

    private final Agent bench = Agent.as("bench");

    static List<EveryWrite> writes() {
        return EveryWrite.ALL;
    }

    @AfterEach
    void asItWas() {
        sql.execute("update countersign.role_grant set terms = '{}' where role = 'benchmark'");
        policy.readAgain();
    }

    private void terms(EveryWrite write, String terms) {
        sql.execute(
                "update countersign.role_grant set terms = ?::jsonb where role = 'benchmark' and tool = ?",
                terms,
                write.tool());
        policy.readAgain();
    }

    private static String target(ObjectNode call) {
        return call.has("order_id")
                ? call.path("order_id").asText()
                : call.path("customer_id").asText();
    }

    /** Refused with this code, and nothing of the object changed. */
    private Agent.Said refused(EveryWrite write, ObjectNode call, String code) {
        return refused(bench, write, call, code);
    }

    private Agent.Said refused(Agent agent, EveryWrite write, ObjectNode call, String code) {
        long effects = effects();
        Agent.Said said = agent.call(write.tool(), call);
        assertThat(said.error()).as("%s: %s", write, said.content()).isEqualTo(code);
        assertThat(said.isError()).isTrue();
        assertThat(said.content().path("summary").asText()).startsWith("NOT DONE");
        assertThat(effects()).as("what the shop has of us after %s", code).isEqualTo(effects);
        return said;
    }

    private long effects() {
        return sql.number("select (select count(*) from shop.changes) + (select count(*) from shop.refunds)"
                + " + (select count(*) from shop.cancellations)");
    }

    @Test
    void everyToolThatWritesIsHere() {
        List<String> without = List.of("escalate_to_human", "withdraw_action", "confirm_action");
        assertThat(StreamSupport.stream(bench.tools().spliterator(), false)
                        .filter(tool -> !tool.at("/annotations/readOnlyHint").asBoolean())
                        .map(tool -> tool.path("name").asText())
                        .filter(tool -> !without.contains(tool)))
                .containsExactlyInAnyOrderElementsOf(
                        EveryWrite.ALL.stream().map(EveryWrite::tool).toList());
    }

    @ParameterizedTest
    @MethodSource("writes")
    void thePlanIsTheEffect(EveryWrite write) {
        PlanIsEffect.of(bench, write.tool(), write.call(bench, sql));
    }

    @ParameterizedTest
    @MethodSource("writes")
    void anUnknownArgumentIsNamed(EveryWrite write) {
        ObjectNode call = write.call(bench, sql).put("reasonning", "x");
        Agent.Said said = refused(write, call, "invalid_arguments");
        assertThat(said.content().path("error").toString()).contains("reasonning", "reasoning");
    }

    @ParameterizedTest
    @MethodSource("writes")
    void whatWasNeverReadIsNotChanged(EveryWrite write) {
        refused(write, write.call(bench, sql).put("version", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), "not_read");
        ObjectNode others = write.call(bench, sql);
        Agent.Said said = Agent.as("lea").call("get_order", "order_id", target(others));
        if (said.content().has("order")) {
            String version = said.content().at("/order/version").asText();
            refused(write, others.put("version", version), "not_read");
        }
    }

    @ParameterizedTest
    @MethodSource("writes")
    void whatHasChangedSinceIsStaleAndSaysHow(EveryWrite write) {
        ObjectNode call = write.call(bench, sql);
        sql.execute(
                "update shop.orders set risk_level = 'low', revision = nextval('shop.revisions') where id = ?",
                target(call));
        sql.execute(
                "update shop.customers set phone = '1', revision = nextval('shop.revisions') where id = ?",
                target(call));
        Agent.Said said = refused(write, call, "stale");
        assertThat(said.content().at("/error/differences")).isNotEmpty();
        assertThat(said.content().at("/next/tool").asText()).startsWith("get_");
    }

    @ParameterizedTest
    @MethodSource("writes")
    void whatIsNotThereAnyMoreIsNotFound(EveryWrite write) {
        ObjectNode call = write.call(bench, sql);
        String order = target(call).replace("customer_", "");
        String customer = "customer_" + order;
        // a shop that has lost both, and all that was theirs
        sql.execute("delete from shop.refund_lines where order_id = ?", order);
        for (String table : sql.texts(
                "select table_name from information_schema.columns where table_schema = 'shop' and column_name = 'order_id'"
                        + " and table_name <> 'orders' order by table_name like '%lines' or table_name like '%changes' desc,"
                        + " table_name = 'lines', table_name = 'payments'")) {
            sql.execute("delete from shop." + table + " where order_id = ?", order);
        }
        sql.execute("delete from shop.orders where id = ?", order);
        for (String table : List.of("changes", "payment_methods", "addresses")) {
            sql.execute("delete from shop." + table + " where customer_id = ?", customer);
        }
        sql.execute("delete from shop.customers where id = ?", customer);
        refused(write, call, "not_found");
    }

    @ParameterizedTest
    @MethodSource("writes")
    void aKeyIsBoundToItsArguments(EveryWrite write) {
        String key = fresh();
        ObjectNode call = write.call(bench, sql).put("idempotency_key", key);
        assertThat(bench.call(write.tool(), call).status()).isEqualTo("done");
        refused(write, write.call(bench, sql).put("idempotency_key", key), "key_reused");
    }

    @ParameterizedTest
    @MethodSource("writes")
    void anObjectThatIsHeldIsBusy(EveryWrite write) {
        ObjectNode call = write.call(bench, sql);
        lease(call, "holder = 'act_other', held_until = now() + interval '1 minute'");
        Agent.Said said = refused(write, call, "busy");
        assertThat(said.content().at("/error/retryable").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("writes")
    void anUnsettledObjectTakesNothingButNotes(EveryWrite write) {
        ObjectNode call = write.call(bench, sql);
        sql.execute(
                "insert into countersign.object_lease (shop, object, epoch) select 'main', object, 1 from (values (?)) o (object)"
                        + " on conflict do nothing",
                lease(call));
        sql.execute("update countersign.object_lease set unresolved = 'act_left' where object = ?", lease(call));
        if (write.tool().equals("add_order_note")) {
            assertThat(bench.call(write.tool(), call).status()).isEqualTo("done");
            // but not beside a note that is unsettled itself
            ObjectNode another = write.call(bench, sql);
            lease(another, "unresolved = 'act_left'");
            refused(write, another, "unresolved");
        } else {
            refused(write, call, "unresolved");
        }
    }

    private void lease(ObjectNode call, String held) {
        for (String object : List.of(lease(call), lease(call) + "#notes")) {
            sql.execute(
                    "insert into countersign.object_lease (shop, object, epoch) values ('main', ?, 1) on conflict do nothing",
                    object);
            sql.execute("update countersign.object_lease set " + held + " where object = ?", object);
        }
    }

    private String lease(ObjectNode call) {
        String account = sql.text("select split_part(object, '/', 1) from countersign.object_lease limit 1");
        return account + (call.has("order_id") ? "/order:" : "/customer:") + target(call);
    }

    @ParameterizedTest
    @MethodSource("writes")
    void whatASwitchStopsIsNotDone(EveryWrite write) {
        ObjectNode call = write.call(bench, sql);
        switchOff("tool:" + write.tool());
        refused(write, call, "writes_disabled");
    }

    @ParameterizedTest
    @MethodSource("writes")
    void aGrantCanRequireACase(EveryWrite write) {
        ObjectNode call = write.call(bench, sql);
        terms(write, "{\"require_case\": true}");
        refused(write, call, "case_required");
    }

    @ParameterizedTest
    @MethodSource("writes")
    void aLimitHoldsForWhateverMovesMoney(EveryWrite write) {
        ObjectNode call = write.call(bench, sql);
        terms(write, "{\"max_amount\": {\"amount\": \"0.01\", \"currency\": \"USD\"}}");
        if (write.money()) {
            refused(write, call, "limit_exceeded");
        } else {
            assertThat(bench.call(write.tool(), call).status()).isEqualTo("done");
        }
    }

    @ParameterizedTest
    @MethodSource("writes")
    void aCaseHasOnlySoManyChanges(EveryWrite write) {
        String caseId = "case-" + fresh();
        ObjectNode call = write.call(bench, sql).put("case_id", caseId);
        ShopFixture noted = EveryWrite.open(sql);
        sql.execute(
                "update shop.orders set customer_id = coalesce((select customer_id from shop.orders where id = ?), ?)"
                        + " where id = ?",
                target(call),
                target(call),
                noted.order);
        JsonNode order = bench.order(noted.order);
        for (int n = 0; n < 15; n++) {
            ObjectNode note = Writing.of(order)
                    .put("text", "note " + n)
                    .put("visible_to_customer", false)
                    .put("case_id", caseId);
            assertThat(bench.call("add_order_note", note).status()).isEqualTo("done");
        }
        refused(write, call, "too_many_calls");
    }

    @ParameterizedTest
    @MethodSource("writes")
    void theThirdEqualFailureSaysWhatElseToDo(EveryWrite write) {
        ObjectNode call = write.call(bench, sql).put("version", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB");
        refused(write, call, "not_read");
        refused(write, call, "not_read");
        refused(write, call, "repeating_failure");
    }

    @ParameterizedTest
    @MethodSource("writes")
    void aCheckThatCannotBeMadeRefuses(EveryWrite write) {
        // the role of benchmarks is spared the rules that these settings are for
        Agent lea = Agent.as("lea");
        ObjectNode call = write.call(lea, sql);
        settings("{\"misspelt\": 1}");
        refused(lea, write, call, "internal");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "change_shipping_address",
                "change_order_items",
                "change_payment_method",
                "create_return",
                "exchange_items"
            })
    void oneMoreThanTheShopAllowsIsAPersonsCase(String tool) {
        Agent lea = Agent.as("lea");
        EveryWrite write = EveryWrite.ALL.stream()
                .filter(each -> each.tool().equals(tool))
                .findFirst()
                .orElseThrow();
        ObjectNode allowed = write.call(lea, sql);
        ObjectNode tooMany = write.call(lea, sql);
        assertThat(lea.call(tool, allowed).status()).isEqualTo("done");
        settings("{\"changes_per_order\": 0, \"returns_per_order\": 0}");
        long before = effects();
        Agent.Said said = lea.call(tool, tooMany);
        assertThat(said.status()).as("%s", said.content()).isEqualTo("escalated");
        assertThat(said.content().path("checks").toString()).contains("changes_of_order");
        assertThat(effects()).isEqualTo(before);
    }

    /** To the letter of 6.8: where not both sides name lines, equal money is the same effect. */
    @Test
    void thePaymentOfWhatIsLeftMayBeTheDuplicateOfARefundOfAsMuch() {
        ShopFixture shop = EveryWrite.open(sql);
        ObjectNode half = Writing.of(bench.order(shop.order)).put("reason", "goodwill");
        half.putObject("amount").put("amount", "32.00").put("currency", "USD");
        assertThat(bench.call("refund_order", half).status()).isEqualTo("done");
        ObjectNode rest = Writing.of(bench.order(shop.order)).put("payment_method_id", EveryWrite.giftCard(shop));
        Agent.Said said = bench.call("change_payment_method", rest);
        assertThat(said.error()).as("%s", said.content()).isEqualTo("possible_duplicate");
    }

    @ParameterizedTest
    @MethodSource("writes")
    void oneCallAtOnceFromManyIsOneEffect(EveryWrite write) {
        ObjectNode call = write.call(bench, sql);
        long before = effects();
        List<CompletableFuture<Agent.Said>> calls = java.util.stream.IntStream.range(0, 4)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> bench.call(write.tool(), call)))
                .toList();
        List<Agent.Said> answers = calls.stream().map(CompletableFuture::join).toList();
        assertThat(answers)
                .anySatisfy(said ->
                        assertThat(said.status()).as("%s", said.content()).isEqualTo("done"));
        long steps = answers.stream()
                .filter(said -> said.status().equals("done"))
                .mapToLong(said -> said.content().at("/effect/steps").size())
                .max()
                .orElseThrow();
        assertThat(effects() - before).as("%s", answers).isEqualTo(steps);
    }

    @Test
    void aKeyThatWasForgottenNeverRunsAgain() {
        Map<EveryWrite, ObjectNode> calls = new HashMap<>();
        EveryWrite.ALL.forEach(write -> {
            ObjectNode call = write.call(bench, sql).put("idempotency_key", fresh());
            Agent.Said done = bench.call(write.tool(), call);
            assertThat(done.status()).as("%s", done.content()).isEqualTo("done");
            sql.execute(
                    "update countersign.action set settled_at = now() - interval '91 days' where id = ?",
                    done.action());
            calls.put(write, call);
        });
        String sam =
                Agent.token(ConfigProvider.getConfig().getValue("countersign.issuer", String.class), "sam", "admin");
        RestAssured.given()
                .baseUri(ConfigProvider.getConfig().getValue("countersign.public-url", String.class))
                .auth()
                .oauth2(sam)
                .post("/api/admin/retention")
                .then()
                .statusCode(200);
        calls.forEach((write, call) -> refused(write, call, "key_expired"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "find_orders",
                "get_order",
                "find_customers",
                "get_customer",
                "find_products",
                "get_product",
                "quote_refund",
                "quote_shipping_rates",
                "track_shipment",
                "search_policies",
                "get_action",
                "list_actions",
                "get_permissions",
                "escalate_to_human",
                "withdraw_action"
            })
    void whateverIsNotAnArgumentIsNamed(String tool) {
        Agent.Said said = bench.call(tool, "no_such_argument", "x");
        assertThat(said.error()).as("%s", said.body()).isEqualTo("invalid_arguments");
        assertThat(said.content().path("error").toString()).contains("no_such_argument");
    }

    @Test
    void whatCannotBeRefundedIsNotQuoted() {
        ShopFixture shop = EveryWrite.open(sql);
        ObjectNode much = Writing.JSON.createObjectNode().put("order_id", shop.order);
        much.putArray("lines").addObject().put("line_id", shop.line(1)).put("quantity", 99);
        assertThat(bench.call("quote_refund", much).rule()).isEqualTo("quantity_too_high");
        Agent.Said cancelled =
                bench.call("cancel_order", Writing.of(bench.order(shop.order)).put("reason", "out_of_stock"));
        assertThat(cancelled.status()).as("%s", cancelled.content()).isEqualTo("done");
        assertThat(bench.call("quote_refund", "order_id", shop.order).rule()).isEqualTo("nothing_to_refund");
    }

    @Test
    void whatNobodyHasIsNotFound() {
        Map<String, String[]> calls = Map.of(
                "get_order", new String[] {"order_id", "W0"},
                "get_customer", new String[] {"customer_id", "nobody"},
                "get_product", new String[] {"product_id", "nothing"},
                "quote_refund", new String[] {"order_id", "W0"},
                "quote_shipping_rates", new String[] {"order_id", "W0", "direction", "outbound"},
                "track_shipment", new String[] {"tracking_number", "0000"});
        calls.forEach((tool, arguments) ->
                assertThat(bench.call(tool, arguments).error()).as(tool).isEqualTo("not_found"));
    }
}
