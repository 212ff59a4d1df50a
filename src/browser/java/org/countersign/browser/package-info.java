/**
 * The console as people meet it: Chromium, driven by Playwright, against packaged servers as processes. All tagged {@code
 * outer}; compiled in the Maven profile {@code outer} only. {@code -Dchromium=/path} names another Chromium.
 */
package org.countersign.browser;
