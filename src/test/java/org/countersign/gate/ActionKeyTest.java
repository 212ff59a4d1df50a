package org.countersign.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.countersign.caller.Caller;
import org.countersign.shop.ShopObject;
import org.junit.jupiter.api.Test;

class ActionKeyTest {

    private static final Caller ADA = caller("https://id.example", "ada");

    private record Wanted(String tool, ObjectRef target, ObjectNode arguments) implements Action {

        @Override
        public Planned plan(ShopObject now) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Abilities abilities() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Reply apply(Step step, StepKey key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Proof confirm(Step step, StepKey key) {
            throw new UnsupportedOperationException();
        }
    }

    private static Caller caller(String issuer, String subject) {
        return new Caller(issuer, subject, "client", "token", Set.of(), Set.of("support_agent"), true);
    }

    private static Wanted wanted() {
        return new Wanted(
                "refund_order", ObjectRef.order("W1"), Json.object().put("a", 1).put("b", "x"));
    }

    private static Request request(String version, String key) {
        return new Request(version, "because of this", null, null, null, null, key, false, false);
    }

    private static ActionKey key(String shop, Caller caller, Action action, Request request) {
        return ActionKey.of(shop, caller, action, request);
    }

    private static ActionKey derived() {
        return key("main", ADA, wanted(), request("v1", null));
    }

    @Test
    void aDerivedKeySaysHowItWasMadeAndIsStable() {
        assertThat(derived().text())
                .matches("k1:[0-9a-f]{64}")
                .isEqualTo(derived().text());
        assertThat(derived().source()).isEqualTo(ActionKey.Source.DERIVED);
        // written down once: a change of the normal form needs a new prefix
        assertThat(derived().text())
                .isEqualTo("k1:"
                        + Digest.hex(Digest.sha256(Json.utf8("{\"arguments\":{\"a\":1,\"b\":\"x\"},"
                                + "\"issuer\":\"https://id.example\",\"shop\":\"main\",\"subject\":\"ada\","
                                + "\"target\":\"order:W1\",\"tool\":\"refund_order\",\"version\":\"v1\"}"))));
    }

    @Test
    void theOrderOfPropertiesMakesNoDifference() {
        Wanted other = new Wanted(
                "refund_order",
                ObjectRef.order("W1"),
                Json.object().put("b", "x").put("a", 1));
        assertThat(key("main", ADA, other, request("v1", null)).hash())
                .isEqualTo(derived().hash());
    }

    @Test
    void everythingThatMakesAnotherActionMakesAnotherDerivedKey() {
        assertThat(new ActionKey[] {
                    key("other", ADA, wanted(), request("v1", null)),
                    key("main", caller("https://else.example", "ada"), wanted(), request("v1", null)),
                    key("main", caller("https://id.example", "ben"), wanted(), request("v1", null)),
                    key("main", ADA, with(wanted(), "cancel_order", "W1"), request("v1", null)),
                    key("main", ADA, with(wanted(), "refund_order", "W2"), request("v1", null)),
                    key("main", ADA, wanted(), request("v2", null)),
                    key(
                            "main",
                            ADA,
                            new Wanted(
                                    "refund_order",
                                    ObjectRef.order("W1"),
                                    Json.object().put("a", 2)),
                            request("v1", null))
                })
                .extracting(ActionKey::text)
                .doesNotHaveDuplicates()
                .doesNotContain(derived().text());
    }

    @Test
    void aClientsKeyIsItsOwnOnlyWithinShopIssuerSubjectAndTool() {
        ActionKey given = key("main", ADA, wanted(), request("v1", "the-key-of-it"));
        assertThat(given.text()).isEqualTo("the-key-of-it");
        assertThat(given.source()).isEqualTo(ActionKey.Source.CLIENT);
        assertThat(new ActionKey[] {
                    key("other", ADA, wanted(), request("v1", "the-key-of-it")),
                    key("main", caller("https://else.example", "ada"), wanted(), request("v1", "the-key-of-it")),
                    key("main", caller("https://id.example", "ben"), wanted(), request("v1", "the-key-of-it")),
                    key("main", ADA, with(wanted(), "cancel_order", "W1"), request("v1", "the-key-of-it"))
                })
                .extracting(ActionKey::hash)
                .doesNotContain(given.hash());
        assertThat(key("main", ADA, with(wanted(), "refund_order", "W2"), request("v9", "the-key-of-it"))
                        .hash())
                .as("neither target nor version belong to a client's key")
                .isEqualTo(given.hash());
    }

    @Test
    void issuerAndSubjectCannotBeShiftedIntoEachOther() {
        assertThat(key("main", caller("a", "bc"), wanted(), request("v1", "12345678"))
                        .hash())
                .isNotEqualTo(key("main", caller("ab", "c"), wanted(), request("v1", "12345678"))
                        .hash());
    }

    @Test
    void whatTheModelSaysBesideTheArgumentsIsNotCompared() {
        UnaryOperator<Request> talk = request -> new Request(
                "v7",
                "quite other words",
                new BigDecimal("0.2"),
                "other",
                "the customer's words",
                "case-9",
                request.idempotencyKey(),
                true,
                true);
        ActionKey plain = key("main", ADA, wanted(), request("v1", "12345678"));
        ActionKey talked = key("main", ADA, wanted(), talk.apply(request("v1", "12345678")));
        assertThat(plain.sameArguments(talked)).isTrue();
        assertThat(plain.hash()).isEqualTo(talked.hash());
    }

    @Test
    void otherArgumentsOrAnotherTargetAreNotTheSameArguments() {
        ActionKey plain = key("main", ADA, wanted(), request("v1", "12345678"));
        assertThat(plain.sameArguments(
                        key("main", ADA, with(wanted(), "refund_order", "W2"), request("v1", "12345678"))))
                .isFalse();
        assertThat(plain.sameArguments(key(
                        "main",
                        ADA,
                        new Wanted(
                                "refund_order",
                                ObjectRef.order("W1"),
                                Json.object().put("a", 1)),
                        request("v1", "12345678"))))
                .isFalse();
    }

    private static Wanted with(Wanted wanted, String tool, String order) {
        return new Wanted(tool, ObjectRef.order(order), wanted.arguments());
    }
}
