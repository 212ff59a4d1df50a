package org.countersign.knowledge;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Cuts a Markdown text at its headings into passages, each as it was written; comments are left out. */
final class Markdown {

    static final int LONGEST = 1_200;

    private static final Parser PARSER =
            Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS).build();
    private static final int DEEPEST = 6;

    private final String source;
    private final @Nullable String[] headings = new String[DEEPEST];
    private final List<PolicyText.Passage> passages = new ArrayList<>();
    private final StringBuilder open = new StringBuilder();
    private String title;

    private Markdown(String source, String name) {
        this.source = source;
        this.title = name;
    }

    /** @param name the title, if the text has no heading of the first level */
    static PolicyText read(String source, String name, String text) {
        String clean = text.replace('\0', '\uFFFD').replace("\r\n", "\n").replace('\r', '\n');
        Markdown markdown = new Markdown(clean, name);
        markdown.blocks(PARSER.parse(clean));
        return new PolicyText(source, markdown.title, clean, List.copyOf(markdown.passages));
    }

    private void blocks(Node document) {
        boolean titled = false;
        for (Node block = document.getFirstChild(); block != null; block = block.getNext()) {
            if (block instanceof Heading heading) {
                close();
                boolean first = heading.getLevel() == 1 && !titled;
                titled |= first;
                enter(heading, first);
            } else if (!comment(block)) {
                add(written(block));
            }
        }
        close();
    }

    private void enter(Heading heading, boolean isTitle) {
        String text = words(heading);
        if (isTitle) {
            title = text.isEmpty() ? title : text;
        }
        headings[heading.getLevel() - 1] = isTitle ? null : text;
        for (int deeper = heading.getLevel(); deeper < DEEPEST; deeper++) {
            headings[deeper] = null;
        }
    }

    private void add(String block) {
        for (String part : parts(block)) {
            if (!open.isEmpty() && open.length() + part.length() + 2 > LONGEST) {
                close();
            }
            open.append(open.isEmpty() ? "" : "\n\n").append(part);
        }
    }

    private void close() {
        if (!open.isEmpty()) {
            passages.add(new PolicyText.Passage(section(), open.toString()));
            open.setLength(0);
        }
    }

    private String section() {
        List<String> path = new ArrayList<>();
        for (String heading : headings) {
            if (heading != null && !heading.isEmpty()) {
                path.add(heading);
            }
        }
        return path.isEmpty() ? title : String.join(" > ", path);
    }

    /** What is too long for one passage is cut at the last line or word that fits. */
    private static List<String> parts(String block) {
        List<String> parts = new ArrayList<>();
        String rest = block.strip();
        while (rest.length() > LONGEST) {
            int line = rest.lastIndexOf('\n', LONGEST);
            int cut = line > 0 ? line : rest.lastIndexOf(' ', LONGEST);
            int end = cut > 0 ? cut : Character.isHighSurrogate(rest.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
            parts.add(rest.substring(0, end).strip());
            rest = rest.substring(end).strip();
        }
        if (!rest.isEmpty()) {
            parts.add(rest);
        }
        return parts;
    }

    private String written(Node block) {
        List<SourceSpan> spans = block.getSourceSpans();
        if (spans.isEmpty()) {
            return "";
        }
        SourceSpan last = spans.getLast();
        return source.substring(spans.getFirst().getInputIndex(), last.getInputIndex() + last.getLength());
    }

    private static boolean comment(Node block) {
        return block instanceof HtmlBlock html && html.getLiteral().startsWith("<!--");
    }

    private static String words(Heading heading) {
        StringBuilder words = new StringBuilder();
        heading.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                words.append(text.getLiteral());
            }

            @Override
            public void visit(Code code) {
                words.append(code.getLiteral());
            }
        });
        return words.toString().strip();
    }
}
