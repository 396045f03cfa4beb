package io.authscape.keycloak.cli;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A span of time as people type it: {@code 45s}, {@code 30m}, {@code 24h}, {@code 90d}. */
final class Period implements ITypeConverter<Duration> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})([smhd])");
    private static final Map<String, Duration> UNITS = Map.of(
            "s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1), "d", Duration.ofDays(1));

    @Override
    public Duration convert(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new TypeConversionException("write it as 45s, 30m, 24h or 90d");
        }
        return UNITS.get(parts.group(2)).multipliedBy(Long.parseLong(parts.group(1)));
    }

    /** In the largest unit of which there are at least two: {@code 91 days}, {@code 30 hours}. */
    static String text(Duration period) {
        if (period.toDays() >= 2) {
            return period.toDays() + " days";
        }
        if (period.toHours() >= 2) {
            return period.toHours() + " hours";
        }
        return period.toMinutes() >= 2 ? period.toMinutes() + " minutes" : period.toSeconds() + " seconds";
    }
}
