package org.countersign.bench.tool;

import io.quarkiverse.mcp.server.McpServer;
import io.quarkiverse.mcp.server.Tool;

/**
 * What the framework costs with the same token check and nothing else: a tool on an MCP endpoint of its own, so that
 * nothing of Countersign stands in its way. It exists in the build of the benchmark only.
 */
public class Trivial {

    @McpServer("trivial")
    @Tool(description = "Answers at once.")
    String trivial() {
        return "{\"summary\":\"nothing\"}";
    }
}
