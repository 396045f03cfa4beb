package io.authscape.keycloak.keycloak;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.keycloak.representations.idm.ClientRepresentation;

/** A realm's clients page by page, which Keycloak's own client can't search. */
@Path("/")
interface ClientPages {

    /**
     * One page, in Keycloak's order.
     *
     * @param search {@code "attribute":"value"}; {@code null} for all
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    List<ClientRepresentation> page(
            @QueryParam("q") String search, @QueryParam("first") int first, @QueryParam("max") int max);
}
