package org.countersign.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;

class CallersTest {

    private static final String ISSUER = "https://id.example";

    private static JsonWebToken token(Map<String, Object> claims) {
        return new JsonWebToken() {
            @Override
            public String getName() {
                throw new UnsupportedOperationException();
            }

            @Override
            public Set<String> getClaimNames() {
                return claims.keySet();
            }

            @Override
            @SuppressWarnings("unchecked")
            public <T> T getClaim(String name) {
                return (T) claims.get(name);
            }
        };
    }

    private static Callers callers(String... subjectClaims) {
        return new Callers(Optional.empty(), List.of(subjectClaims));
    }

    @Test
    void whoItIsComesFromTheClaimThatIsTheSameInEveryApplication() {
        JsonWebToken forMcp = token(Map.of("iss", ISSUER, "sub", "pairwise-1", "oid", "ada"));
        JsonWebToken forConsole = token(Map.of("iss", ISSUER, "sub", "pairwise-2", "oid", "ada"));
        assertThat(callers("oid").from(forMcp).subject())
                .isEqualTo(callers("oid").from(forConsole).subject())
                .isEqualTo("ada");
        assertThat(callers("sub").from(forMcp).subject()).isEqualTo("pairwise-1");
    }

    @Test
    void theFirstClaimThatIsThereSaysWhoItIs() {
        JsonWebToken access = token(Map.of("iss", ISSUER, "sub", "ada@shop.example", "uid", "00u1", "cid", "0oa1"));
        JsonWebToken id = token(Map.of("iss", ISSUER, "sub", "00u1"));
        assertThat(callers("uid", "sub").from(access).subject()).isEqualTo("00u1");
        assertThat(callers("uid", "sub").from(id).subject()).isEqualTo("00u1");
        assertThat(callers("uid", "sub").from(access).clientId()).isEqualTo("0oa1");
    }

    @Test
    void withoutThatClaimItIsNobody() {
        JsonWebToken other = token(Map.of("iss", ISSUER, "sub", "ada"));
        assertThatThrownBy(() -> callers("oid").from(other)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aClientForItselfIsNoPersonWhateverClaimSaysWhoItIs() {
        JsonWebToken bot = token(Map.of("iss", ISSUER, "sub", "bot", "azp", "bot", "oid", "0e9d1f1c"));
        assertThat(callers("oid").from(bot).person()).isFalse();
    }
}
