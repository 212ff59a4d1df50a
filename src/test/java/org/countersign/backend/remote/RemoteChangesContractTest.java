package org.countersign.backend.remote;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.countersign.backend.AllChangesContract;
import org.countersign.backend.ShopBed;
import org.countersign.scripted.ScriptedProfile;
import org.countersign.scripted.ScriptedShop;

@QuarkusTest
@TestProfile(ScriptedProfile.class)
class RemoteChangesContractTest extends AllChangesContract {

    ScriptedShop shop;

    @Override
    protected ShopBed bed() {
        return new ScriptedBed(shop);
    }
}
