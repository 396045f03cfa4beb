package io.authscape.keycloak.keycloak;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * The service accounts of a realm's clients. Keycloak's own client makes an object for each client that it asks about,
 * which costs as much as the request.
 */
@Path("/")
interface ServiceAccounts {

    /**
     * The user that a client is when it asks for itself; made where it is missing.
     *
     * @param id Keycloak's own id of the client
     */
    @GET
    @Path("{id}/service-account-user")
    @Produces(MediaType.APPLICATION_JSON)
    UserRepresentation of(@PathParam("id") String id);
}
