package io.authscape.keycloak.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What running processes take of the machine. */
record ProcessUsage(List<ProcessHandle> processes) {

    /** Of a thread's {@code stat}: user and system time of one whose name is that of a compiler. */
    private static final Pattern COMPILER =
            Pattern.compile("^\\d+ \\(C[12] Compiler[^)]*\\) \\S(?: \\S+){10} (\\d+) (\\d+) ");

    /** Milliseconds in which the kernel counts. */
    private static final double TICK = 10;

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    /** Milliseconds of CPU time since their start, without the JVM's compilers; the kernel counts in steps of 10. */
    double cpuMillis() {
        return processes.stream()
                        .mapToLong(process -> process.info()
                                .totalCpuDuration()
                                .map(Duration::toMillis)
                                .orElse(0L))
                        .sum()
                - compilerMillis();
    }

    /**
     * What the JVM's compilers have taken. They are busy for the first minutes, the longer the less of a core they get, and
     * idle ever after: no part of what a token costs.
     */
    double compilerMillis() {
        return processes.stream().mapToDouble(ProcessUsage::compilerMillis).sum();
    }

    private static double compilerMillis(ProcessHandle process) {
        Path threads = Path.of("/proc", Long.toString(process.pid()), "task");
        try (Stream<Path> all = Files.list(threads)) {
            return all.mapToDouble(ProcessUsage::compilerMillis).sum();
        } catch (IOException e) {
            throw new UncheckedIOException("can't read what the threads of process " + process.pid() + " do", e);
        }
    }

    private static double compilerMillis(Path thread) {
        try {
            Matcher matcher = COMPILER.matcher(Files.readString(thread.resolve("stat")));
            return matcher.find() ? (Long.parseLong(matcher.group(1)) + Long.parseLong(matcher.group(2))) * TICK : 0;
        } catch (IOException ended) {
            return 0;
        }
    }

    long residentMegabytes() {
        return processes.stream().mapToLong(ProcessUsage::residentMegabytes).sum();
    }

    private static long residentMegabytes(ProcessHandle process) {
        try {
            Matcher matcher =
                    RESIDENT.matcher(Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")));
            return matcher.find() ? Long.parseLong(matcher.group(1)) / 1024 : 0;
        } catch (IOException e) {
            throw new UncheckedIOException("can't read how much memory process " + process.pid() + " has", e);
        }
    }
}
