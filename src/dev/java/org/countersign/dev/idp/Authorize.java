package org.countersign.dev.idp;

import java.time.Clock;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The authorization endpoint and its login form.
 *
 * <p>GET /authorize with the usual parameters shows the page. To sign in without a browser, POST /authorize/decide as a
 * form: the same parameters and user=ada (or deny=true); the answer is the 302 to the client, with code, state and iss.
 * Everything is checked again there, since a form can be changed on its way.
 *
 * <p>A client or a redirect URI that is not known gets a page; every other error goes back to the client (RFC 6749,
 * section 4.1.2.1).
 */
record Authorize(Clients clients, Resources resources, Codes codes, Clock clock) {

    Answer ask(Request request) {
        Parameters asked = request.parameters();
        return checked(asked, (destination, wanted) -> LoginPage.of(destination, wanted, asked));
    }

    Answer decide(Request request) {
        if (fromElsewhere(request)) {
            return Page.problem(
                    new Refusal(403, "access_denied", "This form was sent by another page. Sign in there again."));
        }
        Parameters asked = request.parameters();
        return checked(asked, (destination, wanted) -> decided(asked, destination, wanted));
    }

    private Answer decided(Parameters asked, Destination destination, AuthorizationRequest wanted) {
        if (asked.one("deny").isPresent()) {
            throw new Refusal(400, "access_denied", "The person said no. Ask again when they want to.");
        }
        Optional<DemoPerson> person = asked.one("user").flatMap(DemoPerson::named);
        if (person.isEmpty()) {
            return Page.problem(Refusal.invalidRequest("Send user=… with one of: " + DemoPerson.known() + "."));
        }
        SignIn signIn = new SignIn(
                RandomText.fresh(),
                destination.client().id(),
                person.get(),
                wanted.resource(),
                wanted.scopes(),
                wanted.nonce(),
                clock.instant());
        return destination.code(codes.issue(signIn, destination.redirectUri(), wanted.challenge()));
    }

    private Answer checked(Parameters asked, BiFunction<Destination, AuthorizationRequest, Answer> then) {
        Destination destination;
        try {
            destination = Destination.of(asked, clients, resources.issuer());
        } catch (Refusal refusal) {
            return Page.problem(refusal);
        }
        try {
            return then.apply(destination, AuthorizationRequest.of(asked, destination.client(), resources));
        } catch (Refusal refusal) {
            return destination.refused(refusal);
        }
    }

    /** Browsers name the page a form comes from; any other page could sign a developer in unasked. */
    private static boolean fromElsewhere(Request request) {
        String here = "http://" + request.header("Host").orElse("");
        return request.header("Origin").filter(origin -> !origin.equals(here)).isPresent();
    }
}
