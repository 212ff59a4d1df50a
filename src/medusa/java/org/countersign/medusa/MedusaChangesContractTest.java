package org.countersign.medusa;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.countersign.backend.ChangesContract;
import org.countersign.backend.ShopBed;
import org.junit.jupiter.api.Tag;

@Tag("outer")
@QuarkusTest
@TestProfile(MedusaProfile.class)
class MedusaChangesContractTest extends ChangesContract {

    MedusaShop shop;

    @Override
    protected ShopBed bed() {
        return new MedusaBed(shop);
    }
}
