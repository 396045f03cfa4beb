package io.authscape.keycloak.plan.doctor;

import static io.authscape.keycloak.plan.doctor.Severity.ERROR;
import static io.authscape.keycloak.plan.doctor.Severity.INFO;
import static io.authscape.keycloak.plan.doctor.Severity.WARNING;

/** What doctor looks for. The ids are stable: scripts filter by them, and {@code docs/doctor.md} lists them all. */
public enum Rule {
    JAR_MISSING("jar-missing", ERROR, "without the provider jar Keycloak fails on what names it, or ignores it"),
    PERMISSIONS_NOT_ENFORCED(
            "permissions-not-enforced",
            ERROR,
            "permission lists that nobody enforces allow whatever Keycloak's flows and scopes allow"),
    NETWORKS_NOT_ENFORCED("networks-not-enforced", ERROR, "whoever has the secret gets tokens from anywhere"),
    CLIENT_FLOW("client-flow", ERROR, "clients with hashed secrets can't sign in"),
    SETUP_INCOMPLETE("setup-incomplete", WARNING, "tokens lack what the missing part adds"),
    NOT_SET_UP("not-set-up", INFO, "the realm can't hold clients of a seed yet"),
    SSL_NOT_REQUIRED("ssl-not-required", ERROR, "secrets and tokens may cross the network in plain text"),
    BRUTE_FORCE_OFF("brute-force-off", WARNING, "the password grant lets anybody guess passwords without end"),
    ADMIN_EVENTS_OFF("admin-events-off", WARNING, "nobody can tell who changed a client"),
    LOGIN_EVENTS_OFF("login-events-off", INFO, "refused requests and a secret's last use can't be seen later"),
    TOKEN_LIFESPAN("token-lifespan", WARNING, "whoever finds a token uses it until it expires"),
    WIRE_SETTING_UNKNOWN("wire-setting-unknown", WARNING, "the setting counts as its default"),
    ORIGIN_NOT_IN_FORCE(
            "origin-not-in-force",
            WARNING,
            "tokens carry Keycloak's issuer, and APIs that wait for the root's refuse them"),
    BLANK_SECRET("blank-secret", ERROR, "Keycloak lets anybody in who sends an empty password"),
    DEMO_SECRET("demo-secret", ERROR, "everybody can read this secret in AuthScape's documents"),
    NO_WORKING_SECRET("no-working-secret", ERROR, "nobody can sign in as this client"),
    PLAIN_SECRET("plain-secret", WARNING, "whoever reads Keycloak's database or its clients has the secret"),
    SECRET_OLD("secret-old", WARNING, "whoever ever saw the secret still has it"),
    SECRET_AGE_UNKNOWN("secret-age-unknown", INFO, "nobody can tell how long the secret has been around"),
    SECRET_ENDS_SOON("secret-ends-soon", WARNING, "then nobody can sign in as this client"),
    SECRETS_WITHOUT_END("secrets-without-end", WARNING, "the secret that was replaced opens the door for ever"),
    ROTATION_UNFINISHED("rotation-unfinished", WARNING, "an orphaned secret counts, and nobody knows who has it"),
    HASH_WEAK("hash-weak", WARNING, "who steals the hash finds the secret by trying, unless it is a strong one"),
    HASH_UNREADABLE("hash-unreadable", WARNING, "this secret lets nobody in"),
    PERMISSIONS_UNREADABLE("permissions-unreadable", ERROR, "every request of this client is refused"),
    NETWORKS_UNREADABLE("networks-unreadable", ERROR, "every token request of this client is refused"),
    PERMISSIONS_MISSING("permissions-missing", WARNING, "nothing limits which endpoints, grants and scopes it uses"),
    SHAPE_MISSING("shape-missing", ERROR, "its tokens are Keycloak's, not AuthScape's, with Keycloak's claims"),
    DEFAULT_SCOPE("default-scope", WARNING, "its mappers put claims into tokens and userinfo that nobody asked for"),
    SERVICE_ACCOUNT_SCOPE("service-account-scope", INFO, "it adds the caller's address to tokens that aren't shaped"),
    FULL_SCOPE_ALLOWED("full-scope-allowed", WARNING, "its tokens may carry every role that its user has"),
    GRANT_IMPLICIT(
            "grant-implicit", WARNING, "tokens in addresses stay in histories and logs (RFC 9700 section 2.1.2)"),
    GRANT_PASSWORD("grant-password", WARNING, "an application sees people's passwords (RFC 9700 section 2.4)"),
    FLOW_WITHOUT_REDIRECT("flow-without-redirect", WARNING, "a grant that nobody can use only waits for a wrong URI"),
    REDIRECT_ANYWHERE("redirect-anywhere", ERROR, "codes and tokens go to whoever asks for them"),
    REDIRECT_WILDCARD("redirect-wildcard", WARNING, "any page below it may receive codes (RFC 9700 section 2.1)"),
    REDIRECT_PLAIN_HTTP("redirect-plain-http", WARNING, "codes cross the network in plain text"),
    WEB_ORIGINS_ANY("web-origins-any", WARNING, "scripts of every site may read this client's answers"),
    PKCE_MISSING("pkce-missing", WARNING, "whoever intercepts a code can redeem it (RFC 9700 section 2.1.1)"),
    LEFT_THE_SEED("left-the-seed", WARNING, "it still works, and no reviewed file says so");

    private final String id;
    private final Severity severity;
    private final String why;

    Rule(String id, Severity severity, String why) {
        this.id = id;
        this.severity = severity;
        this.why = why;
    }

    public String id() {
        return id;
    }

    public Severity severity() {
        return severity;
    }

    /** Why it matters: one sentence without its full stop. */
    public String why() {
        return why;
    }
}
