package org.countersign.knowledge;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import org.countersign.caller.Caller;
import org.countersign.mcp.ShopCompletion;
import org.countersign.mcp.ShopResource;

/** {@code countersign://policy/{source}}: one policy text of the shop, whole. */
@ApplicationScoped
class PolicyResource implements ShopResource, ShopCompletion {

    private final PolicyTexts policies;

    PolicyResource(PolicyTexts policies) {
        this.policies = policies;
    }

    @Override
    public Spec spec() {
        return new Spec(
                "countersign://policy/",
                "source",
                "policy",
                "A policy of the shop",
                "One of the shop's own policy texts, whole, as it was written.",
                "text/markdown",
                SearchPolicies.TOOL);
    }

    @Override
    public List<Link> links() {
        return policies.names().stream()
                .map(name -> new Link(name.source(), name.title()))
                .toList();
    }

    @Override
    public Read read(Caller caller, String id) {
        return policies.text(id)
                .<Read>map(Read.Text::new)
                .orElseGet(() -> new Read.NotThere("The shop has no such policy; resources/list has all of them."));
    }

    @Override
    public String argument() {
        return "source";
    }

    @Override
    public String tool() {
        return SearchPolicies.TOOL;
    }

    @Override
    public List<String> values(Caller caller, String typed, int most) {
        return policies.names().stream()
                .map(PolicyTexts.Name::source)
                .filter(source -> source.toLowerCase(Locale.ROOT).startsWith(typed.toLowerCase(Locale.ROOT)))
                .limit(most)
                .toList();
    }
}
