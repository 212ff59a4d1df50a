package org.countersign.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.countersign.identity.ConsoleTenant;

/** What every page is shown with, the same for everybody: its address names its content, so that a browser may keep it. */
enum Asset {
    STYLE("style.css", "text/css; charset=utf-8"),
    SCRIPT("console.js", "text/javascript; charset=utf-8"),
    MARK("favicon.svg", "image/svg+xml; charset=utf-8");

    private static final String VERSION = "?v=";

    private final String path;
    private final String type;
    private final String content;
    private final String version;

    Asset(String file, String type) {
        this.path = ConsoleTenant.PATH + "/" + file;
        this.type = type;
        this.content = read("/console/" + file);
        this.version = digest(content);
    }

    String type() {
        return type;
    }

    String content() {
        return content;
    }

    String path() {
        return path;
    }

    /** As pages name it. */
    String address() {
        return path + VERSION + version;
    }

    /** Whether this is a request for the content as it is, so that the answer stays true. */
    boolean is(String wanted) {
        return version.equals(wanted);
    }

    static Optional<Asset> at(String path) {
        return Arrays.stream(values()).filter(each -> each.path.equals(path)).findFirst();
    }

    private static String read(String resource) {
        try (InputStream in = Objects.requireNonNull(Asset.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
