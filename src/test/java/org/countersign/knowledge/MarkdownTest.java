package org.countersign.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A passage says where it stands and what was written there, nothing else. */
class MarkdownTest {

    private static PolicyText read(String markdown) {
        return Markdown.read("a.md", "a", markdown);
    }

    @Test
    void aPassageHasTheHeadingsAboveItAndTheTextAsItWasWritten() {
        PolicyText text = read("""
                # Returns

                Before all *else*.

                ## Who
                - one
                - `two` & <b>three</b>

                ### When

                Setext too
                ----------
                | a | b |
                |---|---|
                | 1 | 2 |

                ```
                # no heading
                ```
                """);

        assertThat(text.title()).isEqualTo("Returns");
        assertThat(text.passages())
                .containsExactly(
                        new PolicyText.Passage("Returns", "Before all *else*."),
                        new PolicyText.Passage("Who", "- one\n- `two` & <b>three</b>"),
                        new PolicyText.Passage(
                                "Setext too", "| a | b |\n|---|---|\n| 1 | 2 |\n\n```\n# no heading\n```"));
    }

    @Test
    void deeperHeadingsEndWithTheirParent() {
        PolicyText text = read("# T\n## A\n### B\nx\n## C\ny\n# Second\nz\n");

        assertThat(text.passages()).extracting(PolicyText.Passage::section).containsExactly("A > B", "C", "Second");
    }

    @Test
    void withoutATitleTheFileNameIsOneAndCommentsAreNoText() {
        PolicyText text = read("<!-- to do -->\r\njust text\r\n");

        assertThat(text.title()).isEqualTo("a");
        assertThat(text.passages()).containsExactly(new PolicyText.Passage("a", "just text"));
        assertThat(read("").passages()).isEmpty();
    }

    @Test
    void whatIsLongBecomesSeveralPassagesAndNothingIsLost() {
        String words = "word".repeat(4) + " ";
        String text = words.repeat(300) + "\n\n" + "\uD83D\uDE00".repeat(1500);
        PolicyText read = read("## Long\n\n" + text);

        assertThat(read.passages()).allMatch(passage -> passage.text().length() <= Markdown.LONGEST);
        assertThat(read.passages()).allMatch(passage -> passage.section().equals("Long"));
        assertThat(read.passages().stream()
                        .map(passage -> passage.text().replaceAll("\\s", ""))
                        .collect(Collectors.joining()))
                .isEqualTo(text.replaceAll("\\s", ""));
    }

    @Test
    void nulIsNotKept() {
        assertThat(read("a\0b").text()).isEqualTo("a\uFFFDb");
    }
}
