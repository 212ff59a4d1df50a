package org.countersign.survey;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.countersign.gate.Abilities;
import org.countersign.gate.ActionType;
import org.countersign.mcp.ShopTool;
import org.countersign.shop.Backend;
import org.countersign.shop.BackendUnavailable;
import org.countersign.shop.Finding;
import org.jspecify.annotations.Nullable;

/** Looks at the backend as it is now, without changing anything there, for the command and the admin API alike. */
@ApplicationScoped
public class Survey {

    /** After it no further tool is asked about: whoever looks is waiting. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Backend backend;
    private final Stated stated;
    private final List<String> tools;

    Survey(Backend backend, Stated stated, Instance<ActionType> types, @All List<ShopTool> all) {
        this.backend = backend;
        this.stated = stated;
        Set<String> sent =
                types.stream().filter(ActionType::isSent).map(ActionType::tool).collect(Collectors.toSet());
        this.tools = all.stream()
                .map(tool -> tool.spec().name())
                .filter(tool -> sent.contains(tool) || !backend.offers(tool))
                .sorted()
                .toList();
    }

    public Report look() {
        List<Finding> findings = new ArrayList<>(backend.check());
        boolean asked = findings.stream().noneMatch(Finding::isBad);
        List<ToolLine> lines = new ArrayList<>();
        long begun = System.nanoTime();
        for (String tool : tools) {
            boolean soon = System.nanoTime() - begun < PATIENCE.toNanos();
            lines.add(line(tool, asked && soon, findings));
        }
        if (findings.stream().noneMatch(Finding::isBad)) {
            findings.add(offered(lines));
        }
        return new Report(backend.name(), List.copyOf(findings), backend.versions(), List.copyOf(lines));
    }

    private ToolLine line(String tool, boolean asked, List<Finding> findings) {
        if (!backend.offers(tool)) {
            return new ToolLine(tool, backend.whyNot(tool), null, "");
        }
        return new ToolLine(tool, null, asked ? stated(tool, findings) : null, backend.ownChecks(tool));
    }

    private @Nullable Abilities stated(String tool, List<Finding> findings) {
        try {
            return stated.of(tool);
        } catch (BackendUnavailable unsaid) {
            findings.add(Finding.bad(
                    tool,
                    "the tool is listed, but each of its calls is backend_unavailable: " + unsaid.getMessage(),
                    "Let the shop state its abilities for " + tool + ", or leave the tool out."));
            return null;
        }
    }

    private static Finding offered(List<ToolLine> lines) {
        long offered = lines.stream().filter(ToolLine::isOffered).count();
        return Finding.good(
                "tools",
                offered + " tools that write are offered, " + (lines.size() - offered) + " tools are not there");
    }
}
