/** What is applied to a cluster: every manifest is read strictly, and what must hold of them together is checked. Broken on purpose, too. */
package org.countersign.deploy;
