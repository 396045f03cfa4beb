package io.authscape.keycloak.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** The command line's entrance. */
public final class Main {

    private Main() {}

    public static void main(String... args) {
        // The REST client warns about things that nobody here can act on.
        LogManager.getLogManager().reset();
        System.exit(run(writer(FileDescriptor.out), writer(FileDescriptor.err), System.getenv(), System.in, args));
    }

    /** Runs one command and tells its exit code; never throws. */
    public static int run(PrintWriter out, PrintWriter err, Map<String, String> env, InputStream in, String... args) {
        int exitCode = commandLine(new Terminal(out, err, env, in)).execute(args);
        if (out.checkError() && exitCode == ExitCodes.DONE) {
            // A full disk: whoever reads the file must not take it for the whole.
            err.println("error: stdout can't be written");
            exitCode = ExitCodes.FAILED;
        }
        err.flush();
        return exitCode;
    }

    /** The whole command model. */
    static CommandLine commandLine(Terminal terminal) {
        Failures failures = new Failures(terminal.err());
        return new CommandLine(new Authscape())
                .addSubcommand(new ValidateCommand(terminal))
                .addSubcommand(new SetupCommand(terminal))
                .addSubcommand(new PlanCommand(terminal))
                .addSubcommand(new ApplyCommand(terminal))
                .addSubcommand(new ExportCommand(terminal))
                .addSubcommand(new RenderCommand(terminal))
                .addSubcommand(new RotateCommand(terminal))
                .addSubcommand(SecretsCommand.line(terminal))
                .addSubcommand(ImportCommand.line(terminal))
                .addSubcommand(new CompareCommand(terminal))
                .addSubcommand(new TokenCommand(terminal))
                .addSubcommand(new ExplainCommand(terminal))
                .addSubcommand(new DoctorCommand(terminal))
                .addSubcommand(new SchemaCommand(terminal))
                .addSubcommand(new CompletionCommand(terminal))
                .registerConverter(Path.class, new PathName())
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setColorScheme(Help.defaultColorScheme(terminal.wantsColor() ? Help.Ansi.ON : Help.Ansi.OFF))
                .setDefaultValueProvider(new EnvironmentDefaults(terminal.env()))
                .setParameterExceptionHandler(failures::usage)
                .setExecutionExceptionHandler(failures::execution);
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        FileOutputStream stream = new FileOutputStream(descriptor);
        return new PrintWriter(new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8)), true);
    }
}
