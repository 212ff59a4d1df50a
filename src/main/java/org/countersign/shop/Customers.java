package org.countersign.shop;

import java.util.Optional;

/** The port to read customers. Every method throws {@link BackendUnavailable} when the shop cannot be asked. */
public interface Customers {

    Optional<Customer> customer(CustomerId id);

    /** Exact e-mail address, case ignored. */
    Page<Customer.Summary> byEmail(String email, Page.Request page);

    /** Whole name and postal code, case ignored: nobody finds a customer by guessing letters. */
    Page<Customer.Summary> byNameAndPostalCode(String name, String postalCode, Page.Request page);

    /** Free text over name and e-mail address; only for callers with see_personal_data. */
    Page<Customer.Summary> search(String text, Page.Request page);
}
