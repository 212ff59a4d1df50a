package org.countersign.carrier;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** The {@link org.countersign.label.Carrier} of this name. */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
public @interface OfCarrier {

    String value();

    /** To look one up by a name that is known only when the server starts. */
    final class Named extends AnnotationLiteral<OfCarrier> implements OfCarrier {

        private final String name;

        public Named(String name) {
            this.name = name;
        }

        @Override
        public String value() {
            return name;
        }
    }
}
