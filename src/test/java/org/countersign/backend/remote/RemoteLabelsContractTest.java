package org.countersign.backend.remote;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.countersign.backend.ChangesContract;
import org.countersign.backend.ShopBed;
import org.countersign.scripted.ScriptedProfile;
import org.countersign.scripted.ScriptedShop;
import org.junit.jupiter.api.Test;

/** Labels at a shop behind the protocol; of the other kinds of changes the scripted shop knows none. */
@QuarkusTest
@TestProfile(ScriptedProfile.class)
class RemoteLabelsContractTest {

    ScriptedShop shop;

    @Test
    void aShippingLabel() {
        new Labels(shop).aShippingLabel();
    }

    @Test
    void aVoidedLabel() {
        new Labels(shop).aVoidedLabel();
    }

    private static final class Labels extends ChangesContract {

        private final ScriptedShop shop;

        Labels(ScriptedShop shop) {
            this.shop = shop;
        }

        @Override
        protected ShopBed bed() {
            return new ScriptedBed(shop);
        }

        @Override
        protected void aShippingLabel() {
            super.aShippingLabel();
        }

        @Override
        protected void aVoidedLabel() {
            super.aVoidedLabel();
        }
    }
}
