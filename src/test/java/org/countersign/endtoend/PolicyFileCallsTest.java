package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole policy as one file: taken out, changed, compared, put in. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class PolicyFileCallsTest extends AdminBed {

    private static final String FILE = SHOP + "/policy.yaml";

    private static String exported() {
        return as("aud")
                .get(FILE)
                .then()
                .statusCode(200)
                .contentType(containsString("application/yaml"))
                .extract()
                .asString();
    }

    private static ValidatableResponse compared(String file) {
        return as("sam")
                .contentType("application/yaml")
                .body(file)
                .post(FILE + "?dry_run=true")
                .then();
    }

    private static Response imported(String file, String tag) {
        return as("sam")
                .contentType("application/yaml")
                .header("If-Match", tag)
                .body(file)
                .post(FILE);
    }

    @Test
    void whatIsExportedChangesNothingWhenItComesBack() {
        String file = exported();
        assertThat(file).contains("max_amount:", "amount: \"500.00\"", "shop: \"main\"");
        compared(file).statusCode(200).body("changes", hasSize(0)).body("dry_run", equalTo(true));
    }

    @Test
    void theDiffIsWhatTheImportDoes() {
        long changed = sql.number("select count(*) from countersign.policy_change");
        String file = exported()
                .replace("approval_hours: 24", "approval_hours: 3")
                .replace("amount: \"500.00\"", "amount: \"400.00\"");
        ValidatableResponse diff = compared(file)
                .statusCode(200)
                .body("changes.kind", hasItems("grant", "settings"))
                .body(
                        "changes.find { it.role == 'support_agent' && it.tool == 'refund_order' }.before.max_amount.amount",
                        equalTo("500.00"))
                .body(
                        "changes.find { it.role == 'support_agent' && it.tool == 'refund_order' }.after.max_amount.amount",
                        equalTo("400.00"));
        assertThat(exported()).contains("approval_hours: 24");
        assertThat(sql.number("select count(*) from countersign.policy_change")).isEqualTo(changed);
        String changes = Agent.parse(diff.extract().asString()).path("changes").toString();

        as("sam").contentType("application/yaml").body(file).post(FILE).then().statusCode(428);
        Response done = imported(file, diff.extract().path("etag"));
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(Agent.parse(done.asString()).path("changes").toString()).isEqualTo(changes);
        assertThat(exported()).isEqualTo(file);
        assertThat(imported(file, diff.extract().path("etag")).statusCode())
                .as("the tag is of what was seen before")
                .isEqualTo(412);
    }

    @Test
    void whatIsNotInTheFileIsRemovedAndWhatIsNewIsThere() {
        String file = exported()
                .replaceFirst(
                        "(?s)  auditor:\n.*?(?=\n  [a-z])",
                        "  second_line:\n    permissions: {}\n    tools:\n      get_order:\n        enabled: true");
        ValidatableResponse diff = compared(file)
                .statusCode(200)
                .body("changes.find { it.role == 'auditor' && it.kind == 'role' }.after", nullValue())
                .body("changes.find { it.role == 'second_line' && it.kind == 'role' }.after", notNullValue());
        assertThat(imported(file, diff.extract().path("etag")).statusCode()).isEqualTo(200);
        as("sam").get(SHOP + "/roles/auditor").then().statusCode(404);
        as("sam").get(GRANT, "second_line", "get_order").then().statusCode(200).body("enabled", equalTo(true));
        as("aud").get(FILE).then().statusCode(403);
    }

    @Test
    void aChangeMeanwhileStopsTheImport() {
        String file = exported().replace("approval_hours: 24", "approval_hours: 3");
        String tag = compared(file).extract().path("etag");
        as("sam")
                .header("If-Match", "*")
                .body("{\"enabled\": false}")
                .put(GRANT, "warehouse", "hold_order")
                .then()
                .statusCode(200);
        assertThat(imported(file, tag).statusCode()).isEqualTo(412);
        assertThat(exported()).contains("approval_hours: 24");
    }

    @Test
    void theSameRulesHoldAndItIsAllOrNothing() {
        String file = exported()
                .replace("approval_hours: 24", "approval_hours: 3")
                .replaceFirst("(?s)(  shop_admin:\n    permissions:\n)", "$1      read_audit: true\n");
        compared(file).statusCode(403).body("detail", containsString("shop_admin"));
        assertThat(imported(file, "*").statusCode()).isEqualTo(403);
        assertThat(exported()).contains("approval_hours: 24");
        as("aud").contentType("application/yaml").body(file).post(FILE).then().statusCode(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "amount: \"500.00\"  | amount: 500.00                    | max_amount.amount",
                "approval_hours: 24  | aproval_hours: 24                 | settings.aproval_hours",
                "version: 1          | version: 2                        | version",
                "shop: \"main\"      | shop: \"other\"                   | shop",
                "roles:              | rolls:                            | roles",
                "enabled: true       | enabled: maybe                    | enabled",
                "enabled: true       | enabld: true                      | enabld",
                "permissions:        | permisions:                       | permisions",
                "version: 1          | version: [                        | ''",
                "version: 1          | 'version: 1\nversion: 1'          | ''"
            })
    void aFileThatIsWrongSaysWhere(String right, String wrong, String path) {
        String file = exported()
                .replaceFirst(java.util.regex.Pattern.quote(right), java.util.regex.Matcher.quoteReplacement(wrong));
        String before = exported();
        compared(file).statusCode(400).body("violations.path", hasItem(org.hamcrest.Matchers.endsWith(path)));
        assertThat(imported(file, "*").statusCode()).isEqualTo(400);
        assertThat(exported()).isEqualTo(before);
    }
}
