package io.authscape.keycloak.contract;

/**
 * Names of the Keycloak attributes in which the provisioner keeps what Keycloak has no field for, and where the
 * provider jar reads it.
 *
 * <p>The four client attributes {@link #PERMISSIONS}, {@link #SECRETS}, {@link #CLAIMS} and {@link #NETWORKS} hold one
 * line of JSON: an object with the member {@value #VERSION} = {@value #VERSION_1} and one more, named after the
 * attribute's last word: {@code {"v":1,"permissions":["ept:token"]}}. Readers ignore members that they don't know and
 * refuse a version that they don't know.
 */
public final class AttributeNames {

    /** Client, client scope, realm role: the seed's {@code owner}, plain text. Who made it, and alone may change it. */
    public static final String MANAGED_BY = "authscape.managed-by";

    /** Client: {@code {"v":1,"permissions":[string, …]}}, OpenIddict's permission strings in the seed's order. */
    public static final String PERMISSIONS = "authscape.permissions";

    /** Client: {@code {"v":1,"secrets":[{…}, …]}}, hashed secrets, see {@link SecretMembers}. */
    public static final String SECRETS = "authscape.secrets";

    /** Client: {@code {"v":1,"claims":{name: string, …}}}, the claims of the client's own service tokens. */
    public static final String CLAIMS = "authscape.claims";

    /**
     * Client: {@code {"v":1,"networks":[string, …]}}, each a {@link Network}: from there alone the client gets tokens.
     * No attribute: from anywhere. A list without an element allows nothing.
     */
    public static final String NETWORKS = "authscape.networks";

    /**
     * Client, client scope: {@code {"v":1,"descriptor":{…}}}, members of OpenIddict's descriptor that Keycloak has no
     * place for, kept for an export.
     */
    public static final String DESCRIPTOR = "authscape.descriptor";

    /** Client: the number of the user as whom its service tokens act, plain text. */
    public static final String ACTS_AS = "authscape.acts-as";

    /** Client: plain text; {@value #SUBJECT_KEYCLOAK} keeps Keycloak's own {@code sub} in its service tokens. */
    public static final String SUBJECT = "authscape.subject";

    /** The only value of {@link #SUBJECT}. */
    public static final String SUBJECT_KEYCLOAK = "keycloak";

    /** Realm role: AuthScape's number of the role (Int64), plain text. */
    public static final String ROLE_ID = "authscape.role.id";

    /** Realm role, one value per permission: its GUID, a blank, its name. Keycloak allows 255 characters each. */
    public static final String ROLE_PERMISSIONS = "authscape.role.permissions";

    /** User: AuthScape's number of the user (Int64), plain text; the {@code sub} of the user's tokens. */
    public static final String USER_ID = "authscape.user.id";

    /** The member that names the format's version. */
    public static final String VERSION = "v";

    /** The only version of the format so far. */
    public static final int VERSION_1 = 1;

    /** Prefix of everything that belongs to us. */
    public static final String PREFIX = "authscape.";

    private AttributeNames() {}

    /** The member beside {@link #VERSION} that holds an attribute's value: {@code authscape.claims} → {@code claims}. */
    public static String member(String attribute) {
        return attribute.substring(PREFIX.length());
    }
}
