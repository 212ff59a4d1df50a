package org.countersign.endtoend;

import java.util.List;

/** {@link ShopProfile} with taps in the lines to the database. */
public class TappedProfile extends ShopProfile {

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(TappedServices.class));
    }
}
