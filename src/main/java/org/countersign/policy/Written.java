package org.countersign.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Reads what administrators write, JSON or YAML: one document, and no name twice, since nobody can tell which one is meant. */
public final class Written {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build();

    /** @param wrong where it is none */
    public static Optional<JsonNode> json(String text, List<Violation> wrong) {
        return read(JSON, "JSON", text, wrong);
    }

    public static Optional<JsonNode> yaml(String text, List<Violation> wrong) {
        return read(YAML, "YAML", text, wrong);
    }

    private static Optional<JsonNode> read(ObjectMapper mapper, String form, String text, List<Violation> wrong) {
        try {
            JsonNode json = mapper.readTree(text);
            if (json != null && json.isObject()) {
                return Optional.of(json);
            }
            wrong.add(new Violation("", "must be one " + form + " object"));
        } catch (JsonProcessingException malformed) {
            wrong.add(new Violation("", "is no " + form + ": " + malformed.getOriginalMessage() + where(malformed)));
        }
        return Optional.empty();
    }

    private static String where(JsonProcessingException malformed) {
        return malformed.getLocation() == null
                ? ""
                : " (line " + malformed.getLocation().getLineNr() + ", column "
                        + malformed.getLocation().getColumnNr() + ")";
    }

    public static String yaml(JsonNode json) {
        try {
            return YAML.writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Written() {}
}
