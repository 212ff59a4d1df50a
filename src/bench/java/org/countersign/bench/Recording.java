package org.countersign.bench;

import java.io.IOException;
import java.nio.file.Path;

/** A flight recording of the server, in the build folder. */
final class Recording implements AutoCloseable {

    private final Sut sut;
    private final String name;

    Recording(Sut sut, String name) throws IOException, InterruptedException {
        this.sut = sut;
        this.name = name;
        jcmd("JFR.start", "name=" + name, "settings=profile");
    }

    private void jcmd(String... command) throws IOException, InterruptedException {
        ProcessBuilder jcmd = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(sut.process().pid()));
        jcmd.command().addAll(java.util.List.of(command));
        jcmd.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectErrorStream(true);
        jcmd.start().waitFor();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        Path file =
                Path.of(System.getProperty("package.directory"), name + ".jfr").toAbsolutePath();
        jcmd("JFR.stop", "name=" + name, "filename=" + file);
        System.out.println("recorded " + file.getFileName());
    }
}
