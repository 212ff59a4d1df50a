package org.countersign.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The public URL as browsers write it. */
class PublicUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://shop.example.com, https://shop.example.com",
        "https://Shop.Example.com:443, https://shop.example.com",
        "https://shop.example.com:8443, https://shop.example.com:8443",
        "http://localhost:80, http://localhost",
        "http://localhost:8080, http://localhost:8080",
        "http://localhost:443, http://localhost:443"
    })
    void isComparedWithWhatABrowserSends(String setting, String origin) {
        assertThat(new PublicUrl(setting, "https://id.example", List.of("a"), List.of("b")).browserOrigin())
                .isEqualTo(origin);
    }
}
