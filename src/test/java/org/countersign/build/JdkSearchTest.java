package org.countersign.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What .mvn/jdk.sh promises: a JDK that is new enough is found wherever it usually is, or one line says what to install. */
@DisabledOnOs(OS.WINDOWS)
class JdkSearchTest {

    @TempDir
    Path root;

    @BeforeEach
    void anEmptyMachineWithSed() throws IOException {
        Files.createDirectories(root.resolve("bin"));
        program(root.resolve("bin/sed"), "#!/bin/sh\nPATH=/usr/bin:/bin exec sed \"$@\"\n");
    }

    @Test
    void aJavaHomeThatIsNewEnoughWinsOverAnythingNewer() throws Exception {
        Path home = jdk("somewhere/jdk", "21.0.4");
        jdk("usr/lib/jvm/newer", "25.0.3");
        assertThat(search(home)).isEqualTo(home.toString());
    }

    @Test
    void anOldJavaHomeIsPassedOver() throws Exception {
        Path old = jdk("somewhere/jdk", "17.0.15");
        Path newer = jdk("usr/lib/jvm/newer", "25.0.3");
        assertThat(search(old)).isEqualTo(newer.toString());
    }

    @Test
    void aJavaHomeThatIsGoneIsPassedOver() throws Exception {
        Path newer = jdk("usr/lib/jvm/newer", "21");
        assertThat(search(root.resolve("gone"))).isEqualTo(newer.toString());
    }

    @Test
    void theJavaOnThePathComesBeforeTheUsualPlaces() throws Exception {
        Path onPath = jdk("tools/jdk", "22.0.1");
        jdk("usr/lib/jvm/newer", "25.0.3");
        Files.createSymbolicLink(root.resolve("bin/java"), onPath.resolve("bin/java"));
        assertThat(search(null)).isEqualTo(onPath.toString());
    }

    @Test
    void theNewestInTheUsualPlacesIsTaken() throws Exception {
        jdk("usr/lib/jvm/java-17", "17.0.15");
        jdk("usr/lib/jvm/java-8", "1.8.0_402");
        jdk("opt/homebrew/opt/openjdk@21/libexec/openjdk.jdk/Contents/Home", "21.0.2");
        Path newest = jdk("home/.sdkman/candidates/java/25.0.1-tem", "25.0.1");
        jdk("Library/Java/JavaVirtualMachines/temurin 23.jdk/Contents/Home", "23");
        assertThat(search(null)).isEqualTo(newest.toString());
    }

    @Test
    void aFolderWithASpaceIsFound() throws Exception {
        Path home = jdk("Library/Java/JavaVirtualMachines/temurin 23.jdk/Contents/Home", "23");
        assertThat(search(null)).isEqualTo(home.toString());
    }

    @Test
    void aRuntimeWithoutACompilerIsNotTaken() throws Exception {
        Files.delete(jdk("usr/lib/jvm/jre", "25").resolve("bin/javac"));
        assertThat(search(null)).startsWith("exit 1:");
    }

    @Test
    void withoutAReleaseFileTheJdkIsAsked() throws Exception {
        Path home = jdk("usr/lib/jvm/custom", "24.0.1");
        Files.delete(home.resolve("release"));
        assertThat(search(null)).isEqualTo(home.toString());
    }

    @Test
    void withNoneOneLineSaysWhatToInstall() throws Exception {
        jdk("usr/lib/jvm/java-17", "17.0.15");
        assertThat(search(null))
                .startsWith("exit 1: countersign: no JDK 21 or newer found: install one")
                .hasLineCount(1);
    }

    private Path jdk(String folder, String version) throws IOException {
        Path home = root.resolve(folder);
        Files.createDirectories(home.resolve("bin"));
        String java = """
                #!/bin/sh
                echo "    java.home = %s" >&2
                echo 'openjdk version "%s" 2026-01-01' >&2
                """.formatted(home, version);
        for (String program : new String[] {"java", "javac"}) {
            program(home.resolve("bin").resolve(program), java);
        }
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static void program(Path file, String script) throws IOException {
        Files.writeString(file, script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private String search(Path javaHome) throws Exception {
        ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-euf", "-c", ". .mvn/jdk.sh; echo \"$JAVA_HOME\"");
        shell.environment().clear();
        shell.environment()
                .putAll(Map.of(
                        "PATH", root.resolve("bin").toString(),
                        "HOME", root.resolve("home").toString(),
                        "JDK_ROOT", root.toString()));
        if (javaHome != null) {
            shell.environment().put("JAVA_HOME", javaHome.toString());
        }
        Process process = shell.redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        int exit = process.waitFor();
        return exit == 0 ? printed : "exit " + exit + ": " + printed;
    }
}
