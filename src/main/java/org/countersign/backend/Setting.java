package org.countersign.backend;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Locale;

/** The name of something that an operator sets; what is wrong with it ends the start in one line that names the variable. */
public record Setting(String name) {

    /** As it is called in the environment. */
    public String variable() {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** @param what follows the variable's name, such as {@code is missing}; shows no secret */
    public ConfigurationException wrong(String what) {
        return new ConfigurationException("countersign: " + variable() + " " + what);
    }
}
