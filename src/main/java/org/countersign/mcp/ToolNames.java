package org.countersign.mcp;

import java.util.List;

/** Which tools this server has, in the order clients see them. */
public interface ToolNames {
    List<String> inOrder();
}
