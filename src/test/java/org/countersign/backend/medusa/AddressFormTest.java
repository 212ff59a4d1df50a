package org.countersign.backend.medusa;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.countersign.backend.Fields;
import org.countersign.gate.Absence;
import org.countersign.gate.Json;
import org.countersign.gate.Proof;
import org.countersign.gate.StepKey;
import org.countersign.shop.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressFormTest {

    private static final StepKey KEY = new StepKey("act_1/1");

    @ParameterizedTest
    @ValueSource(strings = {"Ann Lee", "Ann", "Ann van der Lee", "Ann  Lee", "Ann Lee  Low", "Ånn Łee-Ö'Hara"})
    void anyNameIsReadBackAsItWasWritten(String name) {
        Address address = address(name);
        assertThat(Addresses.of(new Fields(AddressForm.of(address)))).isEqualTo(address);
    }

    @Test
    void everyFieldIsWrittenSoThatNothingOfTheOldAddressStays() {
        Address bare = new Address(null, null, "1 Elm St", null, "Town", null, "12345", "US", null);
        ObjectNode written = AddressForm.of(bare);
        assertThat(written.properties())
                .hasSize(10)
                .noneMatch(field -> field.getValue().isNull());
        assertThat(written.path("country_code").asText()).isEqualTo("us");
        assertThat(Addresses.of(new Fields(written))).isEqualTo(bare);
    }

    @Test
    void whatTheAddressHadOfOthersGoesOnBesideOurMark() {
        ObjectNode marked = AddressForm.marked(Json.parse("{\"gate\": \"4711\", \"countersign\": \"old\"}"), KEY);
        assertThat(marked.path("gate").asText()).isEqualTo("4711");
        assertThat(Mark.ofMetadata(marked, Mark.MADE)).contains(Mark.of(KEY));
        assertThat(Mark.ofMetadata(AddressForm.marked(Json.parse("null"), KEY), Mark.MADE))
                .contains(Mark.of(KEY));
    }

    @Test
    void anotherAddressIsOursOnlyWhereOurMarkSaysSo() {
        ObjectNode planned = Json.object().put("city", "Denver");
        ObjectNode other = Json.object().put("city", "Boulder");
        assertThat(AddressForm.proof(planned, other, Json.object(), KEY)).isEqualTo(new Proof.NotShown(Absence.HINT));
        assertThat(AddressForm.proof(
                        planned, other, Mark.of(new StepKey("act_2/1")).metadata(Mark.MADE), KEY))
                .isEqualTo(new Proof.NotShown(Absence.HINT));
        assertThat(AddressForm.proof(planned, other, Mark.of(KEY).metadata(Mark.MADE), KEY))
                .isEqualTo(new Proof.Shown(other));
        assertThat(AddressForm.proof(planned, planned, Json.object(), KEY)).isEqualTo(new Proof.Shown(planned));
    }

    private static Address address(String name) {
        return new Address(name, "Low & Co", "12 Oak St", "Flat 3", "Denver", "CO", "80202", "US", "+1 555");
    }
}
