package org.countersign.mcp;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A playbook that a person chooses in their client (an MCP prompt). Beans of this type are offered by name. */
public interface ShopPrompt {

    Spec spec();

    /**
     * What the model is told, naming none but these tools; empty if it would be of no use with them. What the person filled
     * in is added behind it, as data.
     */
    Optional<String> text(Set<String> tools);

    record Spec(String name, String title, String description, List<Argument> arguments) {

        public Spec {
            arguments = List.copyOf(arguments);
        }
    }

    /** All are optional. @param longest in characters */
    record Argument(String name, String description, int longest) {}
}
