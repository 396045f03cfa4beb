package io.authscape.keycloak.seed;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** .NET's text for a length of time, {@code [d.]hh:mm:ss[.fffffff]}, in which OpenIddict writes lifetimes. */
public final class TimeSpan {

    private static final Pattern CONSTANT_FORMAT =
            Pattern.compile("(?:([0-9]{1,8})\\.)?([01]?[0-9]|2[0-3]):([0-5]?[0-9]):([0-5]?[0-9])(?:\\.[0-9]{1,7})?");

    private TimeSpan() {}

    /** Whole seconds, as Keycloak counts; empty for another text, for less than a second, and for more than 68 years. */
    public static OptionalInt seconds(String text) {
        Matcher matcher = CONSTANT_FORMAT.matcher(text);
        if (!matcher.matches()) {
            return OptionalInt.empty();
        }
        long days = matcher.group(1) == null ? 0 : Long.parseLong(matcher.group(1));
        long seconds = ((days * 24 + Long.parseLong(matcher.group(2))) * 60 + Long.parseLong(matcher.group(3))) * 60
                + Long.parseLong(matcher.group(4));
        boolean possible = seconds > 0 && seconds <= Integer.MAX_VALUE;
        return possible ? OptionalInt.of((int) seconds) : OptionalInt.empty();
    }

    /** The text for whole seconds: {@code 01:00:00}, {@code 1.00:00:30}. */
    public static String of(int seconds) {
        int days = seconds / 86_400;
        String time =
                String.format(Locale.ROOT, "%02d:%02d:%02d", seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
        return days == 0 ? time : days + "." + time;
    }
}
