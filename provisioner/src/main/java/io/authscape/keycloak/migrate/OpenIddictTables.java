package io.authscape.keycloak.migrate;

/**
 * OpenIddict's two tables that describe clients and scopes. The other two, authorizations and tokens, stay behind.
 *
 * @param scopes {@code null} if nobody gave it
 */
public record OpenIddictTables(Table applications, Table scopes) {

    public OpenIddictTables {
        applications.require("ClientId");
        if (scopes != null) {
            scopes.require("Name");
        }
    }

    /**
     * Reads files, each CSV or JSON.
     *
     * @param scopes {@code null} for none
     */
    public static OpenIddictTables of(SourceText applications, SourceText scopes) {
        return new OpenIddictTables(TableFile.read(applications), scopes == null ? null : TableFile.read(scopes));
    }
}
