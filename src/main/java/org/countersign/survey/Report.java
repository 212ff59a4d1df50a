package org.countersign.survey;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.countersign.gate.Abilities;
import org.countersign.gate.Json;
import org.countersign.gate.Resend;
import org.countersign.shop.Finding;

/**
 * What was found: as JSON for scripts, and as lines for people.
 *
 * @param versions what makes a version change
 */
public record Report(String backend, List<Finding> findings, String versions, List<ToolLine> tools) {

    /** Nothing has to be mended. */
    public boolean ok() {
        return findings.stream().noneMatch(Finding::isBad);
    }

    public ObjectNode json() {
        ObjectNode json = Json.object().put("backend", backend).put("ok", ok());
        ArrayNode found = json.putArray("findings");
        findings.forEach(finding -> {
            ObjectNode line = found.addObject()
                    .put("level", Json.wire(finding.level()))
                    .put("about", finding.about())
                    .put("says", finding.says());
            if (!finding.fix().isEmpty()) {
                line.put("fix", finding.fix());
            }
        });
        json.put("version_made_of", versions);
        ArrayNode lines = json.putArray("tools");
        tools.forEach(tool -> write(tool, lines.addObject()));
        return json;
    }

    private static void write(ToolLine tool, ObjectNode json) {
        json.put("tool", tool.tool()).put("offered", tool.isOffered());
        if (!tool.isOffered()) {
            json.put("why_not", tool.whyNot());
            return;
        }
        Abilities stated = tool.stated();
        if (stated != null) {
            json.put("resend", Json.wire(stated.resend())).put("absence", Json.wire(stated.absence()));
            if (stated.resend() == Resend.KEY) {
                json.put("key_lifetime", stated.keyLifetime().toString());
            }
            json.put("settle_time", stated.settleTime().toString())
                    .put("call_timeout", stated.callTimeout().toString());
        }
        json.put("shop_checks", tool.checks());
    }

    /** Findings first, then the tools, as somebody reads them in a terminal. */
    public List<String> lines() {
        List<String> lines = new java.util.ArrayList<>();
        lines.add("backend " + backend + ": " + (ok() ? "nothing has to be mended" : "SOMETHING HAS TO BE MENDED"));
        for (Finding finding : findings) {
            lines.add("%-5s %s: %s".formatted(Json.wire(finding.level()), finding.about(), finding.says()));
            if (!finding.fix().isEmpty()) {
                lines.add("      " + finding.fix());
            }
        }
        lines.add("a version is made of " + versions);
        tools.forEach(tool -> lines.add("%-24s %s".formatted(tool.tool(), words(tool))));
        return lines;
    }

    private static String words(ToolLine tool) {
        if (!tool.isOffered()) {
            return "not offered: " + tool.whyNot();
        }
        Abilities stated = tool.stated();
        if (stated == null) {
            return "what the shop states of it is not known now; the shop's own checks: " + tool.checks();
        }
        String lifetime = stated.resend() == Resend.KEY ? " for " + stated.keyLifetime() : "";
        return "resend " + Json.wire(stated.resend()) + lifetime + ", absence " + Json.wire(stated.absence())
                + "; the shop's own checks: " + tool.checks();
    }
}
