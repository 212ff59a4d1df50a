package org.countersign.policy;

/** One thing that is wrong with what an administrator wrote. @param path where, such as {@code max_amount.currency} */
public record Violation(String path, String problem) {}
