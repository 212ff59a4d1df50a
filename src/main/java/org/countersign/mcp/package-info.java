/**
 * What is MCP's alone: schemas, strict arguments, hiding tools, the edge of /mcp. A request meets {@link
 * org.countersign.mcp.Edge} (form), {@link org.countersign.mcp.Door} (may this caller know this tool) and {@link
 * org.countersign.mcp.ToolCalls} (grant, arguments, tool); what is asked beside tools meets {@link org.countersign.mcp.Desk}. Its arrows lead to gate, identity, meters, caller and shop.
 */
@NullMarked
package org.countersign.mcp;

import org.jspecify.annotations.NullMarked;
