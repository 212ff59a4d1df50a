package org.countersign.console;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * A page that says one thing: mostly why something was not done.
 *
 * @param link where the reader goes from here
 * @param kept what they wrote, so that it is not lost; empty where they wrote nothing
 */
public record Notice(int status, String title, String text, Link link, String kept) {

    Notice(int status, String title, String text, Link link) {
        this(status, title, text, link, "");
    }

    public static final String HTML = "text/html; charset=utf-8";

    public record Link(String path, String text) {}

    private static final Link START = new Link("/console", "To the start page");

    static Notice of(int status, String title, String text) {
        return new Notice(status, title, text, START);
    }

    /** What is said where a status is all that is known. */
    static Notice of(int status) {
        return switch (status) {
            case 400 -> of(400, "That was not understood", "Nothing was done. Go back and try again.");
            case 401 -> notSignedIn("/console");
            case 403 ->
                of(403, "Not for you", "You are signed in, but not as somebody who may do this. Nothing was done.");
            case 404 -> of(404, "There is nothing here", "The address is wrong, or what it led to is gone.");
            case 405 -> of(405, "Not like this", "This address does not take that kind of request. Nothing was done.");
            case 413 ->
                of(413, "Too long", "That is more than this form takes. Nothing was done; go back and shorten it.");
            case 415 -> of(415, "That was not understood", "This address takes forms only. Nothing was done.");
            case 503 ->
                of(
                        503,
                        "Not now",
                        "Something that is needed for this does not answer. Nothing was done; try again soon.");
            default ->
                status < 500
                        ? of(status, "That was not understood", "Nothing was done. Go back and try again.")
                        : of(
                                status,
                                "Something went wrong",
                                "It is in the server's log. Look whether it was done before you try again.");
        };
    }

    /** @param back where the reader wanted to go */
    static Notice notSignedIn(String back) {
        return new Notice(
                401,
                "You are not signed in",
                "Your session has ended, or the sign-in did not work. Nothing was done.",
                SignIns.anew(back, "Sign in"));
    }

    Notice with(Link other) {
        return new Notice(status, title, text, other, kept);
    }

    String html(Frame.@Nullable Visitor visitor) {
        return Templates.notice(new Frame(title, visitor), this).render();
    }

    Response response(Frame.@Nullable Visitor visitor) {
        return Response.status(status).type(HTML).entity(html(visitor)).build();
    }

    WebApplicationException exception(Frame.@Nullable Visitor visitor) {
        return new WebApplicationException(response(visitor));
    }
}
