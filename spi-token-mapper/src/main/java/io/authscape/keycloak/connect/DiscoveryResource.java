package io.authscape.keycloak.connect;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.cors.Cors;
import org.keycloak.urls.UrlType;

/**
 * {@code …/.well-known/openid-configuration} and {@code …/.well-known/oauth-authorization-server} (OpenID Connect
 * Discovery, RFC 8414): one document, as in OpenIddict.
 */
public final class DiscoveryResource extends ConnectEndpoint {

    private static final List<String> AUTHENTICATION_METHODS =
            List.of("client_secret_post", "private_key_jwt", "client_secret_basic");

    private static final List<String> UNSUPPORTED = List.of(
            "require_pushed_authorization_requests",
            "tls_client_certificate_bound_access_tokens",
            "claims_parameter_supported",
            "request_parameter_supported",
            "request_uri_parameter_supported");

    private final ConnectDoor door;

    DiscoveryResource(KeycloakSession session, ConnectDoor door) {
        super(session);
        this.door = door;
    }

    @GET
    public Response discover() {
        return answer(() -> {
            Cors.builder().allowAllOrigins().auth().add();
            return answer.document(document());
        });
    }

    private Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", door.issuer(session));
        document.put("authorization_endpoint", url(UrlType.FRONTEND, "authorize"));
        document.put("token_endpoint", url(UrlType.BACKEND, "token"));
        document.put("introspection_endpoint", url(UrlType.BACKEND, "introspect"));
        document.put("end_session_endpoint", url(UrlType.FRONTEND, "logout"));
        document.put("revocation_endpoint", url(UrlType.BACKEND, "revocation"));
        document.put("userinfo_endpoint", url(UrlType.BACKEND, "userinfo"));
        document.put("jwks_uri", url(UrlType.BACKEND, ".well-known/jwks"));
        document.put("grant_types_supported", List.of("authorization_code", "client_credentials", "refresh_token"));
        document.put("response_types_supported", List.of("code"));
        document.put("response_modes_supported", List.of("query", "form_post", "fragment"));
        document.put("scopes_supported", List.of("openid", "offline_access", "email", "profile", "roles"));
        document.put("claims_supported", List.of("aud", "exp", "iat", "iss", "sub"));
        document.put("id_token_signing_alg_values_supported", List.of(signatureAlgorithm()));
        document.put("code_challenge_methods_supported", List.of("S256"));
        document.put("subject_types_supported", List.of("public"));
        document.put("prompt_values_supported", List.of("consent", "login", "none", "select_account"));
        document.put("token_endpoint_auth_methods_supported", AUTHENTICATION_METHODS);
        document.put("introspection_endpoint_auth_methods_supported", AUTHENTICATION_METHODS);
        document.put("revocation_endpoint_auth_methods_supported", AUTHENTICATION_METHODS);
        UNSUPPORTED.forEach(feature -> document.put(feature, false));
        document.put("authorization_response_iss_parameter_supported", namesKeycloaksIssuer());
        return document;
    }

    /** People's sign-in answers carry the realm's issuer, whichever one this document names (RFC 9207). */
    private boolean namesKeycloaksIssuer() {
        return door.issuer(session).equals(ConnectDoor.REALM.issuer(session));
    }

    private String signatureAlgorithm() {
        String algorithm = realm.getDefaultSignatureAlgorithm();
        return algorithm == null || algorithm.isBlank() ? "RS256" : algorithm;
    }

    private String url(UrlType type, String path) {
        return door.url(context, type, path);
    }

    @Override
    String[] methods() {
        return new String[] {"GET", "OPTIONS"};
    }
}
