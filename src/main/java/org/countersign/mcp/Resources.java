package org.countersign.mcp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkiverse.mcp.server.McpException;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.countersign.caller.Caller;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.LedgerUnavailable;
import org.countersign.gate.Mask;
import org.countersign.gate.UnmaskedReads;

/** What this caller may attach. What they may not is answered like what does not exist. */
@ApplicationScoped
class Resources {

    /** https://modelcontextprotocol.io/specification/2025-11-25/server/resources, "Error Handling" */
    private static final int NOT_FOUND = -32002;

    private static final int LONGEST_ID = 256;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final List<ShopResource> resources;
    private final Catalogue catalogue;
    private final Visibility visibility;
    private final RefusalLogs refusals;
    private final UnmaskedReads reads;

    Resources(
            @All List<ShopResource> resources,
            Catalogue catalogue,
            Visibility visibility,
            RefusalLogs refusals,
            UnmaskedReads reads) {
        this.reads = reads;
        this.resources = resources.stream()
                .sorted(Comparator.comparing(resource -> resource.spec().name()))
                .toList();
        this.catalogue = catalogue;
        this.visibility = visibility;
        this.refusals = refusals;
    }

    ObjectNode list(Caller caller, ObjectNode params) {
        ArrayNode listed = JSON.arrayNode();
        visible(caller)
                .forEach(resource -> resource.links()
                        .forEach(link -> listed.addObject()
                                .put("uri", resource.spec().prefix() + encoded(link.id()))
                                .put("name", link.id())
                                .put("title", link.title())
                                .put("mimeType", resource.spec().mimeType())));
        ObjectNode result = JSON.objectNode();
        result.set("resources", listed);
        return result;
    }

    ObjectNode templates(Caller caller, ObjectNode params) {
        ArrayNode listed = JSON.arrayNode();
        visible(caller)
                .map(ShopResource::spec)
                .forEach(spec -> listed.addObject()
                        .put("uriTemplate", spec.template())
                        .put("name", spec.name())
                        .put("title", spec.title())
                        .put("description", spec.description())
                        .put("mimeType", spec.mimeType()));
        ObjectNode result = JSON.objectNode();
        result.set("resourceTemplates", listed);
        return result;
    }

    ObjectNode read(Caller caller, ObjectNode params) {
        if (!params.path("uri").isTextual()) {
            throw Desk.wrong("params.uri must be the URI of a resource.");
        }
        String uri = params.path("uri").asText();
        ShopResource resource = of(uri).orElseThrow(Resources::unknown);
        if (!visible(caller, resource)) {
            refusals.log(caller, resource.spec().tool(), ErrorCode.NOT_PERMITTED, "no such resource for this caller");
            throw unknown();
        }
        if (!caller.mayRead()) {
            throw new MissingScope();
        }
        return switch (resource.read(caller, id(uri, resource.spec()))) {
            case ShopResource.Read.Text text -> contents(uri, resource.spec(), text.text());
            case ShopResource.Read.Structure json ->
                contents(uri, resource.spec(), Json.write(shown(caller, resource.spec(), json.content())));
            case ShopResource.Read.NotThere notThere -> throw new McpException(notThere.why(), NOT_FOUND);
            case ShopResource.Read.Away away -> throw new McpException(away.why(), Message.INTERNAL_ERROR);
        };
    }

    private ObjectNode shown(Caller caller, ShopResource.Spec spec, ObjectNode content) {
        if (!visibility.seesPersonalData(caller)) {
            return Mask.over(content);
        }
        try {
            reads.shown(caller, spec.tool(), content);
            return content;
        } catch (LedgerUnavailable gone) {
            throw new McpException(
                    "This shows personal data, which is noted in the ledger first, and the ledger cannot be written now."
                            + " Read it again in a few seconds.",
                    Message.INTERNAL_ERROR);
        }
    }

    /** The variable of a visible template, by the template itself. */
    Optional<String> variable(Caller caller, String template) {
        return visible(caller)
                .map(ShopResource::spec)
                .filter(spec -> spec.template().equals(template))
                .map(ShopResource.Spec::variable)
                .findFirst();
    }

    private Optional<ShopResource> of(String uri) {
        return resources.stream()
                .filter(resource -> uri.startsWith(resource.spec().prefix()))
                .findFirst();
    }

    private Stream<ShopResource> visible(Caller caller) {
        return resources.stream().filter(resource -> visible(caller, resource));
    }

    private boolean visible(Caller caller, ShopResource resource) {
        String tool = resource.spec().tool();
        return catalogue.find(tool).isPresent() && visibility.granted(caller, tool);
    }

    private static String id(String uri, ShopResource.Spec spec) {
        String rest = uri.substring(spec.prefix().length());
        try {
            String id = URLDecoder.decode(rest.replace("+", "%2B"), StandardCharsets.UTF_8);
            if (!id.isBlank()
                    && id.length() <= LONGEST_ID
                    && Unwritable.in(JSON.textNode(id)).isEmpty()) {
                return id;
            }
        } catch (IllegalArgumentException malformed) {
            // said below
        }
        throw unknown();
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static ObjectNode contents(String uri, ShopResource.Spec spec, String text) {
        ObjectNode result = JSON.objectNode();
        result.putArray("contents")
                .addObject()
                .put("uri", uri)
                .put("mimeType", spec.mimeType())
                .put("text", text);
        return result;
    }

    private static McpException unknown() {
        return new McpException("There is no such resource. resources/templates/list has what there is.", NOT_FOUND);
    }
}
