package org.countersign.dev.idp;

import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A JSON web token (RFC 7519), before it is signed and after its signature was checked. */
record Jwt(Map<String, Object> header, Map<String, Object> claims) {
    /** The type of access tokens (RFC 9068): it keeps an ID token from passing as one. */
    static final String ACCESS = "at+jwt";

    static final String ID = "JWT";

    static Jwt of(String type, Map<String, Object> claims) {
        return new Jwt(Map.of("typ", type), claims);
    }

    String signedBy(SigningKey key) {
        String text = text(Map.of("alg", "RS256", "kid", key.id()));
        return text + "." + key.sign(text);
    }

    /** Header and claims in the form that is signed; these entries go on top of the header's own. */
    String text(Map<String, Object> more) {
        Map<String, Object> whole = new LinkedHashMap<>(header);
        whole.putAll(more);
        return SigningKey.base64(Json.write(whole)) + "." + SigningKey.base64(Json.write(claims));
    }

    /** The token in this text if this key signed it; time and audience are not looked at. */
    static Optional<Jwt> signed(String text, SigningKey key) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            Base64.Decoder decoder = Base64.getUrlDecoder();
            if (!key.signed(parts[0] + "." + parts[1], decoder.decode(parts[2]))) {
                return Optional.empty();
            }
            return Optional.of(new Jwt(Json.map(decoder.decode(parts[0])), Json.map(decoder.decode(parts[1]))));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
