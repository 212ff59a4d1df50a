package org.countersign.mcp;

import java.util.List;
import java.util.Set;

/** Which tools this server has, in the order clients see them. */
public interface ToolNames {
    List<String> inOrder();

    /** Those that change nothing. */
    Set<String> reads();
}
