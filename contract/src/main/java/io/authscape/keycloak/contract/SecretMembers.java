package io.authscape.keycloak.contract;

/**
 * Members of one secret in the client attribute {@value AttributeNames#SECRETS}. Times are UTC, ISO 8601, for example
 * {@code 2026-11-23T20:00:00Z}.
 */
public final class SecretMembers {

    /** The client authenticator that reads the attribute. */
    public static final String AUTHENTICATOR = "authscape-secret";

    /** Text without blanks, one of a kind in its list. */
    public static final String ID = "id";

    /** See {@link SecretHash}; may be missing once the secret is revoked. */
    public static final String HASH = "hash";

    /** Time at which the list got it. */
    public static final String CREATED = "created";

    /** Time from which it counts; missing: from the beginning. */
    public static final String NOT_BEFORE = "notBefore";

    /** Time from which it doesn't count any more; missing: never. */
    public static final String EXPIRES = "expires";

    /** Text for people; may be missing. */
    public static final String LABEL = "label";

    /** Time at which it was revoked. It stays as a tombstone: it never counts again, and nobody adds it again. */
    public static final String REVOKED = "revoked";

    /** True while a rotation has not yet seen the secret in its store. It counts; who finds it later finishes or revokes it. */
    public static final String PENDING = "pending";

    /** Which version of which store the secret came from, so that nobody has to compare it again; may be missing. */
    public static final String SOURCE = "source";

    /** Which secret it was, in the details of Keycloak's login event. */
    public static final String EVENT_DETAIL = "client_secret_id";

    private SecretMembers() {}
}
