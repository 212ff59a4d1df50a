package org.countersign.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.countersign.endtoend.Agent;
import org.countersign.endtoend.ShopProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** search_policies: the shop's own words with source and section; every query is answered. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class SearchPoliciesTest {

    private static JsonNode search(String query) {
        return Agent.as("ada").call("search_policies", "query", query).content();
    }

    @Test
    void aPassageSaysWhereItStandsAndIsComplete() {
        JsonNode best = search("lost parcel").path("passages").path(0);

        assertThat(best.path("source").asText()).isEqualTo("shipping-and-late-parcels.md");
        assertThat(best.path("title").asText()).isEqualTo("Shipping and late parcels");
        assertThat(best.path("section").asText()).isEqualTo("When a parcel is lost");
        assertThat(best.path("text").asText())
                .startsWith("A parcel counts as lost")
                .endsWith("Do not wait for the carrier's claim.");
        assertThat(best.path("updated_at").asText()).matches("\\d{4}-.*Z");
    }

    @Test
    void otherFormsOfAWordAreFoundAndPhrasesAndExclusionsAreObeyed() {
        assertThat(sections(search("exchanging variants"))).contains("What can be exchanged");
        assertThat(sections(search("\"late delivery\""))).isNotEmpty();
        assertThat(search("\"delivery late\"").path("summary").asText()).contains("none has all");
        assertThat(sections(search("parcel -lost")))
                .doesNotContain("When a parcel is lost")
                .isNotEmpty();
    }

    @Test
    void aSentenceFindsWhatHasSomeOfItsWordsAndSaysSo() {
        JsonNode answer = search("my grandmother wonders whether a gift card can be overdrawn on sundays");

        assertThat(answer.path("summary").asText()).contains("some of the words");
        assertThat(sections(answer)).first().isEqualTo("Gift cards");
    }

    @Test
    void whatIsNotThereSaysWhatToTry() {
        JsonNode answer = search("zeppelin");

        assertThat(answer.path("passages")).isEmpty();
        assertThat(answer.path("summary").asText()).contains("other or fewer words");
        assertThat(answer.path("policies").findValuesAsText("source"))
                .contains("exchanges.md")
                .hasSize(6);
    }

    @Test
    void pagesShowEachPassageOnce() {
        Agent ada = Agent.as("ada");
        List<String> seen = new ArrayList<>();
        ObjectNode arguments =
                JsonNodeFactory.instance.objectNode().put("query", "customer").put("limit", 3);
        JsonNode page = ada.call("search_policies", arguments).content();
        while (page.has("next_cursor")) {
            assertThat(page.path("passages")).hasSize(3);
            seen.addAll(sections(page));
            page = ada.call(
                            "search_policies",
                            arguments.put("cursor", page.path("next_cursor").asText()))
                    .content();
        }
        seen.addAll(sections(page));
        assertThat(seen).hasSizeGreaterThan(6).hasSameSizeAs(new HashSet<>(seen));
        assertThat(ada.call("search_policies", arguments.put("cursor", "all-x")).error())
                .isEqualTo("invalid_arguments");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'",
                "'; drop table policy_text; --",
                "\"unclosed",
                "\\",
                "a & | ! <-> :* (",
                "((((",
                "-",
                "- - -",
                "or or or",
                "the of and",
                "%",
                "\u202Eevil\u0007",
                "\uD83D\uDE00",
                "http://a.example/b?c=d&e=f & g",
                "late-delivery:A*",
                "{\"query\": 1}"
            })
    void everyQueryIsAnswered(String query) {
        assertThat(search(query).path("summary").asText()).isNotEmpty();
        assertThat(search(query).has("error")).isFalse();
    }

    @Test
    void arbitraryQueriesAreAnswered() {
        Random random = new Random(7);
        String alphabet = "ab'\"\\&|!<->:*()%_-, \n\t\u00e9\u202e\u0001";
        for (int i = 0; i < 150; i++) {
            StringBuilder query = new StringBuilder("x");
            for (int n = random.nextInt(40); n > 0; n--) {
                query.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(search(query.toString()).has("error"))
                    .as(query.toString())
                    .isFalse();
        }
    }

    @Test
    void whoTalksToCustomersOrLooksAfterThemMaySearchAndNobodyElse() {
        for (String user : List.of("ada", "lea", "sam", "aud")) {
            assertThat(Agent.as(user).tools().findValuesAsText("name")).contains("search_policies");
        }
        for (String user : List.of("wim", "nora")) {
            assertThat(Agent.as(user).call("search_policies", "query", "return").rpcError())
                    .isEqualTo(-32602);
        }
    }

    private static List<String> sections(JsonNode answer) {
        return answer.path("passages").findValuesAsText("section");
    }
}
