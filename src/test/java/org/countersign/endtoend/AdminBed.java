package org.countersign.endtoend;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.countersign.dev.idp.DevelopmentIdentityProvider;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** People at the admin API, with whatever roles; what they change is put back after each test. */
abstract class AdminBed extends WholeServer {

    static final String SHOP = "/api/admin/shops/main";
    static final String GRANT = SHOP + "/roles/{role}/tools/{tool}";

    private static final List<String> TABLES = List.of("role", "role_grant", "shop_settings");

    DevelopmentIdentityProvider provider;

    @BeforeEach
    void keepWhatIsThere() {
        for (String table : TABLES) {
            sql.execute("create table if not exists public.kept_" + table + " (like countersign." + table + ")");
            sql.execute("delete from public.kept_" + table);
            sql.execute("insert into public.kept_" + table + " select * from countersign." + table);
        }
    }

    @AfterEach
    void putItBack() {
        for (String table : TABLES) {
            sql.execute("delete from countersign." + table);
            sql.execute("insert into countersign." + table + " select * from public.kept_" + table);
        }
        sql.execute("delete from countersign.block");
        policy.readAgain();
    }

    static RequestSpecification as(String user) {
        String issuer = ConfigProvider.getConfig().getValue("countersign.issuer", String.class);
        return with(Agent.token(issuer, user, "admin"));
    }

    /** A person of that name with these roles. */
    RequestSpecification person(String user, String... roles) {
        String url = ConfigProvider.getConfig().getValue("countersign.public-url", String.class);
        return with(provider.draft(user, URI.create(url + "/api/admin"))
                .roles(roles)
                .scope("countersign:admin")
                .sign());
    }

    private static RequestSpecification with(String token) {
        return given().config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs("application/yaml", io.restassured.http.ContentType.TEXT)))
                .header("Authorization", "Bearer " + token)
                .contentType("application/json");
    }

    static String tag(RequestSpecification who, String role, String tool) {
        return who.get(GRANT, role, tool).then().statusCode(200).extract().header("ETag");
    }

    /** The version that a page's form is a change of. */
    static String seen(Browser.Page page) {
        Matcher matcher = Pattern.compile("name=\"seen\" value=\"([^\"]*)\"").matcher(page.html());
        assertThat(matcher.find()).as(page.words()).isTrue();
        return matcher.group(1).replace("&quot;", "\"");
    }

    /** A form of the page that is shown, with what somebody types. */
    static Map<String, String> typed(Browser browser, String... fields) {
        Map<String, String> form = new HashMap<>();
        form.put("seen", seen(browser.page()));
        for (int i = 0; i < fields.length; i += 2) {
            form.put(fields[i], fields[i + 1]);
        }
        return form;
    }
}
