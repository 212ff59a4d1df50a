package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Field by field: what is masked for a role without see_personal_data, and that nobody guesses it. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class PersonalDataTest extends WholeServer {

    private static final String PHONE = "+41-31-555-0177";
    private static final String STREET = "77 Quagmire Crescent";
    private static final String FLOOR = "c/o Xanthippe";
    // longer than any number in an id of an order
    private static final String LABEL = "Zebracard ending 47114711";
    private static final Set<String> MASKED = Set.of("email", "phone", "line1", "line2", "label");
    /** Made for each reader anew. */
    private static final Set<String> OWN = Set.of("version", "object_version", "you");

    private ShopFixture shop;
    private String email;
    private String action;
    private List<String> secrets;

    @BeforeEach
    void somebody() {
        shop = usd();
        email = "ada.low." + shop.order + "@example.com";
        sql.execute(
                "update shop.addresses set line1 = ?, line2 = ?, phone = ? where customer_id = ?",
                STREET,
                FLOOR,
                PHONE,
                shop.customer);
        sql.execute("update shop.customers set phone = ? where id = ?", PHONE, shop.customer);
        sql.execute(
                "update shop.orders set to_name = 'Ada Low', to_line1 = ?, to_line2 = ?, to_phone = ? where id = ?",
                STREET,
                FLOOR,
                PHONE,
                shop.order);
        sql.execute("update shop.payment_methods set label = ? where customer_id = ?", LABEL, shop.customer);
        secrets = List.of(email, PHONE, STREET, FLOOR, LABEL);
        action = changedByALead();
    }

    /** It keeps the phone number that is there. */
    private String changedByALead() {
        Agent lea = Agent.as("lea");
        ObjectNode call = Writing.of(lea.order(shop.order))
                .put("customer_request", "Please send it to " + STREET + ", call " + PHONE);
        call.putObject("address")
                .put("line1", STREET)
                .put("line2", FLOOR + " 2")
                .put("city", "Bern")
                .put("postal_code", "3011")
                .put("country", "CH");
        Agent.Said said = lea.call("change_shipping_address", call);
        assertThat(said.status()).as("%s", said.content()).isEqualTo("done");
        return said.action();
    }

    private static ObjectNode json() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Every read tool, and what is written and read back, as one person sees it. */
    private Map<String, JsonNode> seenBy(Agent who) {
        Map<String, JsonNode> seen = new LinkedHashMap<>();
        String[][] calls = {
            {"get_order", "order_id", shop.order},
            {"find_orders", "customer_id", shop.customer},
            {"find_orders", "email", email},
            {"find_orders", "query", shop.order},
            {"get_customer", "customer_id", shop.customer},
            {"find_customers", "email", email},
            {"quote_refund", "order_id", shop.order},
            {"track_shipment", "order_id", shop.order},
            {"get_action", "action_id", action},
            {"list_actions", "order_id", shop.order},
            {"get_product", "product_id", "product-" + shop.line(1)},
            {"find_products", "query", shop.line(1)},
            {"search_policies", "query", "address"},
            {"get_permissions"},
        };
        Set<String> mine = new TreeSet<>(who.tools().findValuesAsText("name"));
        for (String[] call : calls) {
            if (mine.contains(call[0])) {
                String[] arguments = java.util.Arrays.copyOfRange(call, 1, call.length);
                seen.put(String.join(" ", call), who.call(call[0], arguments).content());
            }
        }
        for (String uri : List.of("countersign://order/" + shop.order, "countersign://action/" + action)) {
            ObjectNode message = json().put("jsonrpc", "2.0").put("id", 1).put("method", "resources/read");
            message.putObject("params").put("uri", uri);
            seen.put(
                    uri,
                    Agent.parse(Agent.parse(who.post(message.toString()).body())
                            .at("/result/contents/0/text")
                            .asText()));
        }
        return seen;
    }

    @Test
    void whoMayNotSeeItSeesNoneOfItAndEverythingElse() {
        Map<String, JsonNode> shown = seenBy(Agent.as("lea"));
        Map<String, JsonNode> masked = seenBy(Agent.as("ada"));
        Set<String> fields = new TreeSet<>();
        shown.forEach((call, answer) -> {
            if (!call.equals("get_permissions")) {
                for (String path : differences("", masked.get(call), answer)) {
                    String field = path.substring(path.lastIndexOf('/') + 1);
                    assertThat(field).as("%s %s", call, path).isIn(union(MASKED, OWN));
                    fields.add(field);
                }
            }
        });
        assertThat(fields).containsAll(MASKED);
        for (String secret : secrets) {
            assertThat(shown.values().toString()).contains(secret);
            for (String user : List.of("ada", "wim", "aud")) {
                assertThat(seenBy(Agent.as(user)).values().toString()).as(user).doesNotContain(secret);
            }
        }
    }

    @Test
    void whatWasWrittenByOneIsMaskedForAnother() {
        String shown = Agent.as("lea")
                .call("get_action", "action_id", action)
                .content()
                .toString();
        assertThat(shown).contains(STREET, PHONE);
        JsonNode masked =
                Agent.as("ada").call("get_action", "action_id", action).content();
        assertThat(masked.toString()).doesNotContain(STREET, PHONE, FLOOR);
        assertThat(masked.at("/effect/planned")).isEqualTo(masked.at("/effect/observed"));
        assertThat(masked.at("/effect/planned/effects/0/shipping_address/city").asText())
                .isEqualTo("Bern");
        assertThat(masked.at("/effect/planned/effects/0/shipping_address/phone").asText())
                .isEqualTo("***");
    }

    @Test
    void aRightAndAWrongGuessAreAnsweredAlike() {
        Agent ada = Agent.as("ada");
        String[] right = {email, email.substring(0, 9), PHONE, STREET, "Quagmire", "Zebracard", "47114711", "Xanthippe"
        };
        for (String guess : right) {
            String wrong = guess.replaceAll("[a-zA-Z]", "q").replaceAll("[0-9]", "3");
            assertThat(alike(ada, "find_orders", "query", guess)).isEqualTo(alike(ada, "find_orders", "query", wrong));
            assertThat(alike(ada, "find_customers", "query", guess))
                    .isEqualTo(alike(ada, "find_customers", "query", wrong))
                    .contains("not_permitted");
            assertThat(alike(ada, "find_products", "query", guess))
                    .isEqualTo(alike(ada, "find_products", "query", wrong));
            assertThat(alike(ada, "find_orders", "email", guess.replace("@", " ")))
                    .as("a part of an e-mail address")
                    .isEqualTo(alike(ada, "find_orders", "email", wrong.replace("@", " ")));
            assertThat(alike(ada, "find_customers", "email", guess.replace("@", " ")))
                    .isEqualTo(alike(ada, "find_customers", "email", wrong.replace("@", " ")));
            assertThat(completed(ada, guess)).isEqualTo(completed(ada, wrong)).contains("\"values\":[]");
        }
        assertThat(alike(Agent.as("lea"), "find_orders", "query", email))
                .isNotEqualTo(alike(Agent.as("lea"), "find_orders", "query", "q" + email));
    }

    private static String alike(Agent who, String tool, String argument, String guess) {
        return who.call(tool, argument, guess).body().toString();
    }

    private static String completed(Agent who, String typed) {
        ObjectNode message = json().put("jsonrpc", "2.0").put("id", 1).put("method", "completion/complete");
        ObjectNode params = message.putObject("params");
        params.putObject("ref").put("type", "ref/resource").put("uri", "countersign://order/{order_id}");
        params.putObject("argument").put("name", "order_id").put("value", typed);
        return who.post(message.toString()).body();
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> union = new TreeSet<>(one);
        union.addAll(other);
        return union;
    }

    /** Paths whose values differ. */
    private static List<String> differences(String path, JsonNode one, JsonNode other) {
        List<String> paths = new ArrayList<>();
        if (one.isObject() && other.isObject()) {
            Set<String> names = new TreeSet<>();
            one.fieldNames().forEachRemaining(names::add);
            other.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> paths.addAll(differences(path + "/" + name, one.path(name), other.path(name))));
        } else if (one.isArray() && other.isArray() && one.size() == other.size()) {
            for (int i = 0; i < one.size(); i++) {
                paths.addAll(differences(path + "/" + i, one.get(i), other.get(i)));
            }
        } else if (!one.equals(other)) {
            paths.add(path);
        }
        return paths;
    }
}
