package org.countersign.walls;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The walls stand, and each of them falls where it was broken on purpose. */
class WallsTest {

    @TempDir
    Path folder;

    private static final JavaClasses PRODUCT = new ClassFileImporter().importPath(Path.of("target/classes"));

    @ParameterizedTest
    @MethodSource("org.countersign.walls.Walls#all")
    void stands(Wall wall) {
        wall.ofTheProduct().check(PRODUCT);
    }

    @ParameterizedTest
    @MethodSource("org.countersign.walls.Walls#all")
    void fallsWhereItIsBroken(Wall wall) throws IOException {
        JavaClasses house = wall.name().equals("foreign")
                ? compiledForThisJdk(
                        wall.broken(),
                        "class Foreigner { long size(java.lang.foreign.MemoryLayout it) { return it.byteSize(); } }")
                : new ClassFileImporter().importPackages(wall.brokenHouse());
        EvaluationResult result = wall.rule().apply(wall.brokenHouse()).evaluate(house);
        assertThat(result.getFailureReport().getDetails())
                .as("the wall '%s' does not see its broken house", wall)
                .anyMatch(detail -> detail.contains(wall.broken()));
    }

    /** At our language level the compiler refuses this one already: a preview there. */
    private JavaClasses compiledForThisJdk(String name, String source) throws IOException {
        Path file = Files.createDirectories(folder).resolve("Foreigner.java");
        String packageName = "org.countersign.walls." + name.substring(0, name.lastIndexOf('.'));
        Files.writeString(file, "package " + packageName + "; " + source);
        String release = String.valueOf(Runtime.version().feature());
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        OutputStream.nullOutputStream(),
                        OutputStream.nullOutputStream(),
                        "-proc:none",
                        "--enable-preview",
                        "--release",
                        release,
                        "-d",
                        folder.toString(),
                        file.toString());
        assertThat(failed).isZero();
        return new ClassFileImporter().importPath(folder);
    }

    @Test
    void theWholeProductIsLookedAt() {
        assertThat(PRODUCT)
                .extracting(type -> type.getPackageName())
                .contains("org.countersign", "org.countersign.gate");
        assertThat(PRODUCT)
                .extracting(type -> type.getPackageName())
                .noneMatch(name -> name.startsWith("org.countersign.dev"));
    }
}
