package org.countersign.browser;

import com.microsoft.playwright.Page;

/** A person without a mouse. */
record Keys(Page page) {

    private static final int MOST = 150;

    /** Presses Tab until what has the focus is this. @param selector in CSS */
    Keys tabTo(String selector) {
        for (int i = 0; i < MOST; i++) {
            page.keyboard().press("Tab");
            if ((Boolean) page.evaluate("selector => document.activeElement.matches(selector)", selector)) {
                return this;
            }
        }
        throw new AssertionError(selector + " is not reached with the Tab key on " + page.url());
    }

    Keys press(String key) {
        page.keyboard().press(key);
        return this;
    }

    Keys type(String text) {
        page.keyboard().type(text);
        return this;
    }

    /** Whether the element with the focus has an outline. */
    boolean focusIsSeen() {
        return (Boolean) page.evaluate("""
                () => { const style = getComputedStyle(document.activeElement);
                        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2; }""");
    }
}
