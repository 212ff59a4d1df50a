package org.countersign.backend.builtin;

import org.countersign.backend.AllChangesContract;
import org.countersign.backend.ShopBed;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class BuiltinChangesContractTest extends AllChangesContract {

    private static TestShop shop;

    @BeforeAll
    static void open() {
        shop = new TestShop();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Override
    protected ShopBed bed() {
        return new BuiltinBed(shop);
    }
}
