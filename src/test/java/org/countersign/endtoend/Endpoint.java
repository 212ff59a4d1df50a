package org.countersign.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One method on one path, as the server's own classes say: what is new there is in every test that goes over them.
 *
 * @param path with its parameters, such as {@code /console/approvals/{id}}
 */
public record Endpoint(String method, String path) implements Comparable<Endpoint> {

    private static final List<Class<? extends Annotation>> METHODS =
            List.of(GET.class, POST.class, PUT.class, DELETE.class, PATCH.class);
    private static final Comparator<Endpoint> ORDER =
            Comparator.comparing(Endpoint::path).thenComparing(Endpoint::method);

    /** All that the package has below this path. */
    public static SortedSet<Endpoint> below(String prefix) {
        SortedSet<Endpoint> found = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter().importPath("target/classes")) {
            Optional<Path> base = type.tryGetAnnotationOfType(Path.class);
            if (base.isPresent()) {
                type.getMethods().forEach(method -> add(found, base.get().value(), method));
            }
        }
        found.removeIf(each -> !each.path.equals(prefix) && !each.path.startsWith(prefix + "/"));
        return found;
    }

    /** All that an OpenAPI document describes. */
    static SortedSet<Endpoint> described(JsonNode document) {
        SortedSet<Endpoint> found = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> found.add(new Endpoint(method.toUpperCase(Locale.ROOT), path.getKey()))));
        return found;
    }

    private static void add(SortedSet<Endpoint> found, String base, JavaMethod method) {
        String more = method.tryGetAnnotationOfType(Path.class).map(Path::value).orElse("");
        String path = more.isEmpty() ? base : base.replaceFirst("/$", "") + "/" + more.replaceFirst("^/", "");
        String whole = path.replaceAll("\\{(\\w+):[^}]*}", "{$1}");
        METHODS.stream()
                .filter(method::isAnnotatedWith)
                .forEach(verb -> found.add(new Endpoint(verb.getSimpleName(), whole)));
    }

    /** The most exact of those whose page this address is. @param address with its query, if any */
    public static Optional<Endpoint> of(SortedSet<Endpoint> all, String address) {
        return most(new TreeSet<>(all.stream().filter(Endpoint::isRead).toList()), address);
    }

    /** The same of whatever methods these have. */
    static Optional<Endpoint> most(SortedSet<Endpoint> all, String address) {
        String wanted = address.replaceFirst("\\?.*", "");
        return all.stream()
                .filter(each -> wanted.matches(each.path.replaceAll("\\{[^}]*}", "[^/]+")))
                .min(Comparator.comparingInt(each -> each.path.split("\\{").length));
    }

    public boolean isRead() {
        return method.equals("GET");
    }

    /** With something in the place of each parameter; what is not named here is {@code none}. */
    String at(String shop) {
        return path.replace("{shop}", shop)
                .replace("{tool}", "refund_order")
                .replace("{file}", "style.css")
                .replaceAll("\\{role}", "nobody_has_it")
                .replaceAll("\\{[^}]*}", "none");
    }

    @Override
    public int compareTo(Endpoint other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "%-6s %s".formatted(method, path);
    }
}
