package org.countersign.mcp;

import java.util.List;
import org.countersign.caller.Caller;

/** Completes one argument of prompts and resource templates, wherever it occurs. Who may call its tool is given values. */
public interface ShopCompletion {

    /** Such as {@code order_id}. */
    String argument();

    /** Whose grant it needs. */
    String tool();

    /** Values that begin with what was typed, the likeliest first: at most so many, and nobody's personal data. May block. */
    List<String> values(Caller caller, String typed, int most);
}
