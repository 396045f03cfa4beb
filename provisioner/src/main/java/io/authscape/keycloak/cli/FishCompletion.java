package io.authscape.keycloak.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A completion script for fish, from the command model: picocli has none. One line per command and per option. */
final class FishCompletion {

    private static final Set<String> FILE_LABELS = Set.of("FILE", "FOLDER");

    private final String program;

    private FishCompletion(String program) {
        this.program = program;
    }

    static String of(CommandSpec root) {
        FishCompletion fish = new FishCompletion(root.name());
        List<String> lines = new ArrayList<>();
        lines.add("# Completion of " + root.name() + " for fish: " + root.name() + " completion fish | source");
        lines.add("complete -c " + root.name() + " -f");
        root.options().forEach(option -> lines.add(fish.line("__fish_use_subcommand", option)));
        visible(root).forEach(command -> lines.addAll(fish.lines("__fish_use_subcommand", command)));
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    /**
     * @param around when the command may be typed
     */
    private List<String> lines(String around, CommandSpec command) {
        List<String> lines = new ArrayList<>();
        lines.add(start(around) + " -a " + command.name() + " -d "
                + quoted(firstSentence(command.usageMessage().description())));
        String when = "__fish_seen_subcommand_from " + command.name();
        visible(command).forEach(inner -> lines.addAll(lines(when, inner)));
        command.options().stream().filter(option -> !option.hidden()).forEach(option -> lines.add(line(when, option)));
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            candidates(parameter).forEach(value -> lines.add(start(when) + " -a " + quoted(value)));
        }
        return lines;
    }

    private String line(String when, OptionSpec option) {
        StringBuilder line = new StringBuilder(start(when));
        for (String name : option.names()) {
            line.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
        }
        if (option.arity().min() > 0) {
            // -x: a value and no file; -rF: a value that is a file.
            line.append(isFile(option) ? " -rF" : " -x");
        }
        String values = candidates(option).collect(Collectors.joining(" "));
        if (!values.isEmpty()) {
            line.append(" -a ").append(quoted(values));
        }
        return line.append(" -d ")
                .append(quoted(firstSentence(option.description())))
                .toString();
    }

    private String start(String when) {
        return "complete -c " + program + " -n " + (when.contains(" ") ? quoted(when) : when);
    }

    private static boolean isFile(OptionSpec option) {
        return option.type() == Path.class
                || option.auxiliaryTypes()[0] == Path.class
                || FILE_LABELS.contains(option.paramLabel());
    }

    private static Stream<String> candidates(ArgSpec argument) {
        Iterable<String> candidates = argument.completionCandidates();
        return candidates == null ? Stream.empty() : StreamSupport.stream(candidates.spliterator(), false);
    }

    private static List<CommandSpec> visible(CommandSpec root) {
        return root.subcommands().values().stream()
                .map(command -> command.getCommandSpec())
                .filter(command -> !command.usageMessage().hidden())
                .toList();
    }

    private static String firstSentence(String... description) {
        return String.join(" ", description).replaceFirst("\\.( .*)?$", "");
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
