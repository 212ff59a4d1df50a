/**
 * What {@code ./mvnw -Paot package} does after the server was built: a runtime for it, a cache of both at work, in one folder
 * for the image; and the tests of that folder.
 */
package org.countersign.aot;
