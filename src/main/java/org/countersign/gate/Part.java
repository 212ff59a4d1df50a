package org.countersign.gate;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A part of the work that operators see by itself in a trace. Whether anybody looks changes nothing in what it does. */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Part {

    /** Its name: a word of the house, nobody's data. */
    @Nonbinding
    String value() default "";
}
