package io.authscape.keycloak.migrate;

import io.authscape.keycloak.migrate.UnreadableSourceException.Kind;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.Secret;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A database by its JDBC URL. Only read: nothing that goes wrong here can hurt the old server. Its driver lies on the
 * class path, in a jar of its own, for those who need it.
 *
 * @param url without a password
 * @param user {@code null} if the URL says it, or if there is none
 * @param password {@code null} if there is none
 */
public record Database(String url, String user, Secret password) {

    private static final Pattern URL = Pattern.compile("jdbc:([a-z0-9]+):.+", Pattern.CASE_INSENSITIVE);

    private static final Pattern PASSWORD =
            Pattern.compile("(?:password|passwd|pwd)\\s*=|//[^/?;]*:[^/?;]*@", Pattern.CASE_INSENSITIVE);

    private static final Map<String, String> JARS =
            Map.of("postgresql", "authscape-provisioner-postgresql.jar", "sqlite", "authscape-provisioner-sqlite.jar");

    /** Both are waits for a server that may never answer; the second one is for each query. */
    private static final String LOGIN_SECONDS = "30";

    private static final String ANSWER_SECONDS = "120";

    public Database {
        if (!URL.matcher(url).matches()) {
            throw new UnreadableSourceException(
                    Kind.USAGE,
                    "--jdbc takes a URL such as jdbc:postgresql://host/database or jdbc:sqlite:/path/to/file");
        }
        if (PASSWORD.matcher(url).find()) {
            throw new UnreadableSourceException(
                    Kind.USAGE,
                    "the URL of --jdbc holds a password, which a process list would show; set AUTHSCAPE_JDBC_PASSWORD, or"
                            + " give --jdbc-password-file");
        }
    }

    /** The same with a password. */
    public Database with(Secret known) {
        return new Database(url, user, known);
    }

    /**
     * Reads OpenIddict's two tables.
     *
     * @param schema {@code null} for whichever has them
     * @param prefix what their names begin with; {@code null} for OpenIddict's and ABP's own
     */
    public OpenIddictTables openIddict(String schema, String prefix) {
        try (Connection connection = driver().connect(url, properties())) {
            if (connection == null) {
                throw noDriver();
            }
            connection.setReadOnly(true);
            return new DatabaseTables(connection, schema, prefix).read();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private Driver driver() {
        try {
            return DriverManager.getDriver(url);
        } catch (SQLException e) {
            throw noDriver();
        }
    }

    private UnreadableSourceException noDriver() {
        String jar = JARS.get(kind());
        return new UnreadableSourceException(
                Kind.USAGE,
                jar == null
                        ? "no driver for jdbc:" + kind() + " is on the class path; add its jar, or export the tables to"
                                + " files and give --applications and --scopes"
                        : jar + " is missing, which knows jdbc:" + kind()
                                + "; put it beside authscape-provisioner.jar");
    }

    private Properties properties() {
        Properties properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password.reveal());
        }
        if (kind().equals("sqlite")) {
            properties.setProperty(
                    "open_mode", "1"); // SQLITE_OPEN_READONLY; by default it makes a file that isn't there
        }
        if (kind().equals("postgresql")) {
            properties.setProperty("loginTimeout", LOGIN_SECONDS);
            properties.setProperty("socketTimeout", ANSWER_SECONDS);
            properties.setProperty("ApplicationName", "authscape import");
        }
        return properties;
    }

    private String kind() {
        Matcher matcher = URL.matcher(url);
        return matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
    }

    private UnreadableSourceException failure(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String why = "the database: " + Quoted.plain(firstLine(e.getMessage()));
        if (password == null && (state.equals("08004") || state.equals("28P01"))) {
            return new UnreadableSourceException(
                    Kind.PASSWORD_MISSING, why + "; set AUTHSCAPE_JDBC_PASSWORD, or give --jdbc-password-file");
        }
        if (state.startsWith("28") || state.equals("42501")) {
            return new UnreadableSourceException(
                    Kind.NOT_ALLOWED, why + "; give an account that may read OpenIddict's tables");
        }
        if (why.contains("SQLITE_CANTOPEN")) {
            return new UnreadableSourceException(Kind.USAGE, "the file of --jdbc can't be opened");
        }
        return new UnreadableSourceException(state.startsWith("08") ? Kind.UNREACHABLE : Kind.CONTENT, why);
    }

    private static String firstLine(String message) {
        return message == null ? "no reason given" : message.lines().findFirst().orElse("no reason given");
    }

    /** Which database, without its password. */
    @Override
    public String toString() {
        return "jdbc:" + kind();
    }
}
