package org.countersign.dev.idp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Base64;

/** Keeps the signing key over restarts, so that a live reload does not sign everybody out. */
record KeyFile(Path path) {

    /** The key in the file; when there is no file, a fresh one, now in the file. */
    SigningKey key() {
        try {
            if (Files.exists(path)) {
                return SigningKey.of(
                        Base64.getMimeDecoder().decode(Files.readString(path).strip()));
            }
            SigningKey fresh = SigningKey.fresh();
            store(fresh);
            return fresh;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "The signing key in " + path + " cannot be used: " + e.getMessage()
                            + ". Delete the file; a new key is made at the next start.",
                    e);
        }
    }

    private void store(SigningKey key) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path half = Files.createTempFile(folder, "key", ".new");
        Files.writeString(half, Base64.getMimeEncoder().encodeToString(key.pkcs8()));
        if (Files.getFileStore(half).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rw-------"));
        }
        Files.move(half, path, StandardCopyOption.ATOMIC_MOVE);
    }
}
