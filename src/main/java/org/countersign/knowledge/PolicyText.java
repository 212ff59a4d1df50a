package org.countersign.knowledge;

import java.util.List;

/**
 * One policy text of the shop.
 *
 * @param source   its file name
 * @param text     the whole Markdown
 * @param passages in their order, each short enough to be read at once
 */
record PolicyText(String source, String title, String text, List<Passage> passages) {

    /** @param section the headings above it, outermost first */
    record Passage(String section, String text) {}
}
