package io.authscape.keycloak.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/**
 * The parts of Keycloak's API that {@code setup} reads and writes, and {@code doctor} reads, as plain JSON: what a newer Keycloak adds to its
 * representations must come back as it was.
 */
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
interface SetupApi {

    String OF_THE_REALM = "admin/realms/{realm}/";

    @GET
    @Path(OF_THE_REALM + "client-scopes")
    JsonNode clientScopes(@PathParam("realm") String realm);

    @POST
    @Path(OF_THE_REALM + "client-scopes")
    Response createClientScope(@PathParam("realm") String realm, JsonNode scope);

    @PUT
    @Path(OF_THE_REALM + "client-scopes/{id}")
    void updateClientScope(@PathParam("realm") String realm, @PathParam("id") String id, JsonNode scope);

    @POST
    @Path(OF_THE_REALM + "client-scopes/{id}/protocol-mappers/models")
    Response createMapper(@PathParam("realm") String realm, @PathParam("id") String scopeId, JsonNode mapper);

    @GET
    @Path(OF_THE_REALM + "users/profile")
    JsonNode userProfile(@PathParam("realm") String realm);

    @PUT
    @Path(OF_THE_REALM + "users/profile")
    JsonNode updateUserProfile(@PathParam("realm") String realm, JsonNode userProfile);

    @GET
    @Path(OF_THE_REALM + "client-policies/profiles")
    JsonNode clientProfiles(@PathParam("realm") String realm);

    @PUT
    @Path(OF_THE_REALM + "client-policies/profiles")
    void updateClientProfiles(@PathParam("realm") String realm, JsonNode profiles);

    @GET
    @Path(OF_THE_REALM + "client-policies/policies")
    JsonNode clientPolicies(@PathParam("realm") String realm);

    @PUT
    @Path(OF_THE_REALM + "client-policies/policies")
    void updateClientPolicies(@PathParam("realm") String realm, JsonNode policies);

    @POST
    @Path(OF_THE_REALM + "roles")
    Response createRole(@PathParam("realm") String realm, JsonNode role);

    @GET
    @Path("admin/realms/{realm}")
    JsonNode realm(@PathParam("realm") String realm);

    @PUT
    @Path("admin/realms/{realm}")
    void updateRealm(@PathParam("realm") String realm, JsonNode whole);

    @GET
    @Path(OF_THE_REALM + "authentication/flows")
    JsonNode flows(@PathParam("realm") String realm);

    @POST
    @Path(OF_THE_REALM + "authentication/flows/{alias}/copy")
    Response copyFlow(@PathParam("realm") String realm, @PathParam("alias") String alias, Map<String, String> newName);

    @GET
    @Path(OF_THE_REALM + "authentication/flows/{alias}/executions")
    JsonNode executions(@PathParam("realm") String realm, @PathParam("alias") String alias);

    @POST
    @Path(OF_THE_REALM + "authentication/flows/{alias}/executions/execution")
    Response addExecution(
            @PathParam("realm") String realm, @PathParam("alias") String alias, Map<String, String> provider);

    @PUT
    @Path(OF_THE_REALM + "authentication/flows/{alias}/executions")
    void updateExecution(@PathParam("realm") String realm, @PathParam("alias") String alias, JsonNode execution);

    @POST
    @Path("admin/realms")
    Response createRealm(JsonNode realm);

    /** What the server knows, its providers among it; 300 KB. */
    @GET
    @Path("admin/serverinfo")
    JsonNode serverInfo();

    /** Our jar's own key set, which Keycloak without it knows nothing of. */
    @GET
    @Path("realms/{realm}/connect/.well-known/jwks")
    JsonNode connectKeys(@PathParam("realm") String realm);

    /** The same at the server's root, for the realm behind it. */
    @GET
    @Path(".well-known/jwks")
    JsonNode rootKeys();

    /** Our jar's discovery document at the server's root. */
    @GET
    @Path(".well-known/openid-configuration")
    JsonNode rootDocument();
}
