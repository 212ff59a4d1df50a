/** What is MCP's alone: schemas, strict arguments, hiding tools, the door mat on /mcp. Its arrow leads to gate. */
@NullMarked
package org.countersign.mcp;

import org.jspecify.annotations.NullMarked;
