package io.authscape.keycloak.cli;

import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What an option says that names a file: to Java, no name at all is the current folder. */
final class PathName implements ITypeConverter<Path> {

    @Override
    public Path convert(String name) {
        if (name.isBlank()) {
            throw new TypeConversionException("the name is empty; is a variable not set?");
        }
        return Path.of(name);
    }
}
