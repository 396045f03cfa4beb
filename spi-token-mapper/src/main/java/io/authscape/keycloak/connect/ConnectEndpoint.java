package io.authscape.keycloak.connect;

import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.cors.Cors;

/** What AuthScape's endpoints have in common. */
abstract class ConnectEndpoint {

    private static final String HTTPS = "https";

    /** Session attribute: what fails from now on is no fault of the request's form. */
    private static final String REACHED = "authscape.connect.reached";

    final KeycloakSession session;
    final KeycloakContext context;
    final RealmModel realm;
    final WireSettings settings;
    final WireAnswer answer;

    ConnectEndpoint(KeycloakSession session) {
        this.session = session;
        this.context = session.getContext();
        this.realm = context.getRealm();
        this.settings = new WireSettings(realm);
        this.answer = new WireAnswer(session);
    }

    /** To be called by an endpoint before it does anything. */
    final void reached() {
        session.setAttribute(REACHED, true);
    }

    static boolean isReached(KeycloakSession session) {
        return session.getAttribute(REACHED) != null;
    }

    HttpRequest request() {
        return context.getHttpRequest();
    }

    /** From now on Keycloak's endpoint reads these parameters. */
    void align(MultivaluedMap<String, String> parameters) {
        context.setHttpRequest(new AlignedRequest(request(), parameters));
    }

    /** @throws WireException row 1: the realm asks for TLS, and the caller came without; or it is disabled */
    void requireOpenRealm() {
        boolean https = HTTPS.equals(context.getUri().getBaseUri().getScheme());
        if (!https && realm.getSslRequired().isRequired(context.getConnection())) {
            throw new WireException(WireError.HTTPS_REQUIRED);
        }
        if (!realm.isEnabled()) {
            throw new WireException(WireError.REALM_DISABLED);
        }
    }

    /** The form of a POST; in a realm that speaks as Keycloak does it is Keycloak's to judge. */
    WireForm body() {
        return settings.keycloaksErrors() ? WireForm.unchecked(request()) : WireForm.ofBody(request());
    }

    /** What an endpoint does, under row 1 and the wording of refusals. */
    Response answer(Supplier<Response> endpoint) {
        reached();
        try {
            requireOpenRealm();
            return endpoint.get();
        } catch (WireException refused) {
            return answer.refused(settings.disclose(refused.refusal()));
        }
    }

    /** Whether Keycloak has refused, without a word, a script at an origin that the client doesn't list. */
    boolean isForeignOrigin(Response keycloaks) {
        return keycloaks.getStatus() == Response.Status.FORBIDDEN.getStatusCode()
                && !keycloaks.hasEntity()
                && request().getHttpHeaders().getHeaderString(Cors.ORIGIN_HEADER) != null;
    }

    /** That the server can't answer now is no refusal, and has no row. */
    static boolean isFailure(Response keycloaks) {
        return keycloaks.getStatus() >= Response.Status.INTERNAL_SERVER_ERROR.getStatusCode();
    }

    /** A browser's preflight is answered as Keycloak does; any other OPTIONS is a method like the rest. */
    @OPTIONS
    public Response options() {
        boolean preflight = request().getHttpHeaders().getHeaderString("Access-Control-Request-Method") != null;
        return preflight
                ? Cors.builder().auth().preflight().allowedMethods(methods()).add(Response.ok())
                : answer.refused(WireError.METHOD_INVALID.refusal());
    }

    /** Which methods a browser may use. */
    abstract String[] methods();
}
