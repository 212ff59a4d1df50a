/**
 * What an operator asks about the shop system: can it be reached, what is missing, what does it state of each tool. Arrows
 * lead to the ports that backends implement (refund, cancel, change), mcp (which tools there are), gate and shop.
 */
@NullMarked
package org.countersign.survey;

import org.jspecify.annotations.NullMarked;
