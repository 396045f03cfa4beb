package io.authscape.keycloak.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of a process.
 *
 * @param seconds from its start to its exit
 * @param cpuSeconds what it took of the cores, as far as it was seen: within a few milliseconds of its end
 * @param peakMegabytes its largest resident memory
 * @param output what it wrote to stdout
 */
record Measured(double seconds, double cpuSeconds, long peakMegabytes, String output) {

    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final int LOOK_EVERY_MILLIS = 4;

    /** Runs a command that has to succeed. */
    static Measured run(Path folder, Map<String, String> env, List<String> command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("bench", ".out");
        Path err = Files.createTempFile("bench", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(env);
        long start = System.nanoTime();
        Process process = builder.start();
        process.getOutputStream().close();
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        long peak = 0;
        double cpu = 0;
        while (process.isAlive()) {
            peak = Math.max(peak, peak(status));
            cpu = Math.max(
                    cpu,
                    process.info()
                            .totalCpuDuration()
                            .map(time -> time.toMillis() / 1000.0)
                            .orElse(0.0));
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (process.exitValue() != 0) {
            throw new IllegalStateException(command + " ended with " + process.exitValue() + ": "
                    + Files.readString(err) + Files.readString(out));
        }
        String output = Files.readString(out);
        Files.delete(out);
        Files.delete(err);
        return new Measured(seconds, cpu, peak, output);
    }

    private static long peak(Path status) {
        try {
            Matcher matcher = PEAK.matcher(Files.readString(status));
            return matcher.find() ? Long.parseLong(matcher.group(1)) / 1024 : 0;
        } catch (IOException e) {
            // It has just ended.
            return 0;
        }
    }
}
