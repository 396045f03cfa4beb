package io.authscape.keycloak.signature;

/** A kind of machine that the jar has native code for. */
enum Platform {
    LINUX_X86_64("linux-x86_64"),
    LINUX_AARCH_64("linux-aarch_64");

    private final String folder;

    Platform(String folder) {
        this.folder = folder;
    }

    /** Named as the library's classifiers are. */
    String folder() {
        return folder;
    }

    static Platform current() throws NotLoadedException {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    /** Both as the JVM names them in {@code os.name} and {@code os.arch}. */
    static Platform of(String system, String architecture) throws NotLoadedException {
        return switch (system + " on " + architecture) {
            case "Linux on amd64" -> LINUX_X86_64;
            case "Linux on aarch64" -> LINUX_AARCH_64;
            default -> throw new NotLoadedException("there is no native library for " + system + " on " + architecture);
        };
    }
}
