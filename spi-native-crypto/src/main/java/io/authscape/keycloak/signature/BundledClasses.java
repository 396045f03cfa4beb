package io.authscape.keycloak.signature;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

/**
 * The library's classes and native code, which lie below {@code META-INF/corretto} in this jar. Keycloak's class path is
 * flat, so they stay off it: whoever brings the same library there, in whatever version, keeps his own. The native code
 * is the running platform's, though the library asks for each platform's by the same name.
 */
final class BundledClasses extends ClassLoader {

    private static final String FOLDER = "/META-INF/corretto/";
    private static final String NATIVE = ".so";

    static {
        ClassLoader.registerAsParallelCapable();
    }

    private final Platform platform;
    private final Function<String, InputStream> files;

    BundledClasses(Platform platform) {
        this(platform, BundledClasses.class::getResourceAsStream);
    }

    /** @param files opens a file of the jar by its absolute path; null: there is none */
    BundledClasses(Platform platform, Function<String, InputStream> files) {
        super("authscape-native-crypto", ClassLoader.getPlatformClassLoader());
        this.platform = platform;
        this.files = files;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        return files.apply(FOLDER + (name.endsWith(NATIVE) ? platform.folder() : "classes") + "/" + name);
    }
}
