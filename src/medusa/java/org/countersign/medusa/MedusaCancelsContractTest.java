package org.countersign.medusa;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.countersign.backend.CancelsContract;
import org.countersign.backend.ShopBed;
import org.junit.jupiter.api.Tag;

@Tag("outer")
@QuarkusTest
@TestProfile(MedusaProfile.class)
class MedusaCancelsContractTest extends CancelsContract {

    MedusaShop shop;

    @Override
    protected ShopBed bed() {
        return new MedusaBed(shop);
    }
}
