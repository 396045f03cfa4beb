package io.authscape.keycloak.cli;

import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Gives each option its twin in the environment: {@code --auth-realm} is {@code AUTHSCAPE_AUTH_REALM}. */
final class EnvironmentDefaults implements IDefaultValueProvider {

    private final Map<String, String> env;

    EnvironmentDefaults(Map<String, String> env) {
        this.env = env;
    }

    /** The twin's name. */
    static String variable(String option) {
        return "AUTHSCAPE_" + option.replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT);
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
            return null;
        }
        String value = env.get(variable(option.longestName()));
        // A CI system that knows no value for a variable often sets it to nothing.
        return value == null || value.isEmpty() ? null : value;
    }
}
