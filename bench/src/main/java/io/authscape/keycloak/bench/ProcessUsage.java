package io.authscape.keycloak.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What running processes take of the machine. */
record ProcessUsage(List<ProcessHandle> processes) {

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    /** Milliseconds of CPU time since their start; the kernel counts in steps of 10. */
    double cpuMillis() {
        return processes.stream()
                .mapToLong(process -> process.info()
                        .totalCpuDuration()
                        .map(Duration::toMillis)
                        .orElse(0L))
                .sum();
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
