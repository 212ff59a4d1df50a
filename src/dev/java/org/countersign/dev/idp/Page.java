package org.countersign.dev.idp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A page for people: no script, nothing loaded from elsewhere, every foreign text escaped. */
final class Page {
    private static final String FRAME = frame();

    private Page() {}

    /** Title and text are escaped here; the content is HTML and must have been. */
    static Answer of(int status, String title, String text, String content) {
        String html = FRAME.replace("{title}", escaped(title))
                .replace("{text}", escaped(text))
                .replace("{content}", content);
        return Answer.of(status, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8))
                // without form-action: it would stop the redirect back to the client
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'")
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "same-origin");
    }

    static Answer problem(Refusal refusal) {
        return of(refusal.status(), "This sign-in cannot go on", refusal.description(), "");
    }

    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                // braces too, so that no foreign text reads as a place of the frame
                case '{' -> safe.append("&#123;");
                default -> safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }

    private static String frame() {
        try (InputStream in =
                Objects.requireNonNull(Page.class.getResourceAsStream("/idp/page.html"), "idp/page.html")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
