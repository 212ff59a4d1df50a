package org.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.countersign.caller.Grant;
import org.countersign.shop.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TermsTest {

    private static Grant grant(String terms) {
        RoleGrant row = new RoleGrant();
        row.role = "support_agent";
        row.tool = "refund_order";
        row.version = 7;
        row.terms = terms;
        return Terms.grant(row);
    }

    @Test
    void missingTermsAreNoLimitsAndNoConfirmation() {
        Grant grant = grant("{}");
        assertThat(grant.maxAmount()).isNull();
        assertThat(grant.minConfidence()).isNull();
        assertThat(grant.confirmation()).isEqualTo(Grant.Confirmation.NONE);
        assertThat(grant.approvals()).isEmpty();
        assertThat(grant.requireCase()).isFalse();
        assertThat(grant.serviceAccounts()).isFalse();
        assertThat(grant.version()).isEqualTo(7);
    }

    @Test
    void everyTermIsRead() {
        Grant grant = grant("""
                {"max_amount": {"amount": "500.00", "currency": "USD"}, "max_percent_of_order": 50,
                 "daily_amount": {"amount": "900", "currency": "JPY"}, "daily_count": 3,
                 "per_customer_30_days": {"amount": {"amount": "1.000", "currency": "KWD"}, "count": 2},
                 "min_confidence": 0.8, "confirmation": "other_person", "require_case": true, "service_accounts": true,
                 "approvals": [{"above": {"amount": "200.00", "currency": "USD"}, "role": "b"},
                               {"above": {"amount": "100.00", "currency": "USD"}, "role": "a"}]}""");
        assertThat(grant.maxAmount()).isEqualTo(Money.parse("500", "USD"));
        assertThat(grant.maxPercentOfOrder()).isEqualTo(50);
        assertThat(grant.dailyAmount()).isEqualTo(Money.parse("900", "JPY"));
        assertThat(grant.dailyCount()).isEqualTo(3);
        assertThat(grant.perCustomer30DaysAmount()).isEqualTo(Money.parse("1", "KWD"));
        assertThat(grant.perCustomer30DaysCount()).isEqualTo(2);
        assertThat(grant.minConfidence()).isEqualByComparingTo("0.8");
        assertThat(grant.confirmation()).isEqualTo(Grant.Confirmation.OTHER_PERSON);
        assertThat(grant.requireCase()).isTrue();
        assertThat(grant.serviceAccounts()).isTrue();
        assertThat(grant.approvals()).extracting(Grant.Tier::role).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"max_amount\": \"500\"}",
                "{\"max_amount\": {\"amount\": \"5.001\", \"currency\": \"USD\"}}",
                "{\"max_amount\": {\"amount\": \"5\", \"currency\": \"dollars\"}}",
                "{\"confirmation\": \"nobody\"}",
                "{\"approvals\": [{\"role\": \"shop_admin\"}]}",
                "{\"min_confidence\": \"high\"}",
                "{\"max_percent_of_order\": \"half\"}",
                "{\"daily_count\": \"three\"}",
                "{\"daily_count\": 2.5}",
                "{\"max_amout\": {\"amount\": \"500.00\", \"currency\": \"USD\"}}",
                "{\"approvals\": {\"above\": {\"amount\": \"5.00\", \"currency\": \"USD\"}, \"role\": \"a\"}}",
                "{\"require_case\": \"yes\"}",
                "[]",
                "not json"
            })
    void malformedTermsAreNoGrant(String terms) {
        assertThatThrownBy(() -> grant(terms)).isInstanceOf(RuntimeException.class);
    }
}
